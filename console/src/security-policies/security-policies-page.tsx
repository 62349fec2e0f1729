/** What limits tokens. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function SecurityPoliciesPage(): ReactNode {
  return <Page title="Security policies">{null}</Page>;
}
