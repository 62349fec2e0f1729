/** Goes from page to page of a long list, and says where in it one is. */
import { Group, Pagination, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface PagerProps {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** What is listed, such as `tokens`. */
  readonly what: string;
  readonly onChange: (page: number) => void;
}

const COUNT = new Intl.NumberFormat('en-GB');

export function Pager({ page, pageSize, total, what, onChange }: PagerProps): ReactNode {
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  return (
    <Group justify="space-between" component="nav" aria-label={`Pages of ${what}`}>
      <Text size="sm" c="dimmed" aria-live="polite">
        {total === 0
          ? `No ${what}`
          : `${COUNT.format(first)} to ${COUNT.format(last)} of ${COUNT.format(total)} ${what}`}
      </Text>
      {total > pageSize && (
        <Pagination
          total={Math.ceil(total / pageSize)}
          value={page}
          onChange={onChange}
          size="sm"
          withEdges
          getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
          getControlProps={(control) => ({ 'aria-label': CONTROLS[control] })}
        />
      )}
    </Group>
  );
}

const CONTROLS = {
  first: 'First page',
  previous: 'Page before',
  next: 'Next page',
  last: 'Last page',
} as const;
