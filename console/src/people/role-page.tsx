/** One role. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function RolePage(): ReactNode {
  return <Page title="Role">{null}</Page>;
}
