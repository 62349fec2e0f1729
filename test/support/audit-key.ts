/** A key for audit logs that are made without a server. */
import { AuditKey } from '../../src/audit/audit-key';

export const AUDIT_KEY = AuditKey.fromPem(AuditKey.drawPem());
