/** One user. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function UserPage(): ReactNode {
  return <Page title="User">{null}</Page>;
}
