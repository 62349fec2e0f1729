/** One token. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function TokenPage(): ReactNode {
  return <Page title="Token">{null}</Page>;
}
