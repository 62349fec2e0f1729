/** All IP filters. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function IpFiltersPage(): ReactNode {
  return <Page title="IP filters">{null}</Page>;
}
