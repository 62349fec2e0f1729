/** Makes a token. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function CreateTokenPage(): ReactNode {
  return <Page title="Create a token">{null}</Page>;
}
