/** An export takes entries out of the database as they are asked for, and no more of them. */
import { organizationGrants } from '../../../src/access/grants';
import { AuditExport } from '../../../src/audit/audit-export';
import { statementsDuring } from '../../support/statements';
import { token } from '../access/principals';
import { SealedLog } from './sealed-log';

const ORIGIN = { requestId: 'request-1', clientAddress: null, userAgent: null };

let log: SealedLog;
beforeEach(async () => (log = await SealedLog.open()));
afterEach(() => log.remove());

test('a reader that stops has cost one batch, however many entries there are', async () => {
  const names = Array.from({ length: 1_200 }, (_, i) => `user-${i}`);
  await log.write('organization-1', ...names);
  await log.sealer.seal();
  const principal = token('organization', organizationGrants(['ReadAuditLog']), {
    organizationId: 'organization-1',
  });
  const lines = new AuditExport(log.temporary.store).lines({ principal, origin: ORIGIN }, 0);
  const batches = (sql: string) => sql.includes('FROM "audit_entry"');

  const first = await statementsDuring(async () => {
    for (let i = 0; i < 3; i++) await lines.next();
  });
  expect(first.statements.filter(batches)).toHaveLength(1);
  const rest = await statementsDuring(async () => {
    let count = 0;
    for await (const _line of lines) count += 1;
    return count;
  });
  expect(rest.statements.filter(batches)).toHaveLength(2);
  // All entries but the three, and the signed head.
  expect(rest.result).toBe(names.length - 3 + 1);
});
