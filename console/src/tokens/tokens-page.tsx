/** All tokens that one may see. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function TokensPage(): ReactNode {
  return <Page title="Tokens">{null}</Page>;
}
