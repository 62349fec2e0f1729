/** How used and refused are drawn: a plain area, and a hatched one. */
import type { ReactNode } from 'react';

export const USED_FILL = 'var(--mantine-color-cyan-filled)';
const REFUSED_COLOR = 'var(--mantine-color-red-filled)';

export function RefusedPattern({ id }: { id: string }): ReactNode {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={6} height={6} fill="var(--mantine-color-body)" />
      <rect width={3.5} height={6} fill={REFUSED_COLOR} />
    </pattern>
  );
}
