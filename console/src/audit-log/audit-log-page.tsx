/** What happened. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function AuditLogPage(): ReactNode {
  return <Page title="Audit log">{null}</Page>;
}
