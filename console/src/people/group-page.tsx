/** One group. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function GroupPage(): ReactNode {
  return <Page title="Group">{null}</Page>;
}
