/** Who is signed in. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function AccountPage(): ReactNode {
  return <Page title="My account">{null}</Page>;
}
