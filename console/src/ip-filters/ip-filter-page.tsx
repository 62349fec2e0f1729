/** One IP filter, or a new one. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function IpFilterPage(): ReactNode {
  return <Page title="IP filter">{null}</Page>;
}
