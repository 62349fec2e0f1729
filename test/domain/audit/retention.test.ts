/** What was kept long enough goes, and the rest can still be verified. */
import { AuditRetention } from '../../../src/audit/audit-retention';
import { AUDIT_KEY } from '../../support/audit-key';
import { DAY } from '../../support/clock';
import { SealedLog } from './sealed-log';
import { SILENT } from '../../support/silent-log';

let log: SealedLog;
let shipped: number;
beforeEach(async () => {
  log = await SealedLog.open();
  shipped = Number.MAX_SAFE_INTEGER - 1;
  await log.write('org-1', 'ada', 'grace');
  await log.write('org-2', 'someone');
  log.clock.advance(DAY);
  await log.write('org-1', 'alan');
  await log.sealer.seal();
  await log.sealer.stop();
});
afterEach(() => log.remove());

const retention = (keptMs: number | null) =>
  new AuditRetention(
    log.temporary.store,
    log.clock,
    AUDIT_KEY,
    keptMs,
    () => Promise.resolve(shipped),
    SILENT,
  );

test('without a limit nothing goes', async () => {
  log.clock.advance(10_000 * DAY);
  expect(await retention(null).remove()).toBe(0);
});

test('only what is older than the limit goes, and what is left is as it was sealed', async () => {
  expect(await retention(DAY / 2).remove()).toBe(3);
  expect(await log.verify()).toMatchObject({ entries: 1, faults: [] });
  await log.write('org-1', 'tony');
  await log.write('org-2', 'someone else');
  await log.sealer.seal();
  expect(await log.verify()).toMatchObject({ entries: 3, faults: [] });
});

test('everything can go, and the chain goes on from there', async () => {
  log.clock.advance(DAY);
  expect(await retention(DAY / 2).remove()).toBe(4);
  expect(await log.verify()).toMatchObject({ entries: 0, faults: [] });
  await log.write('org-1', 'tony');
  await log.sealer.seal();
  expect(await log.verify()).toMatchObject({ entries: 1, faults: [] });
});

test('what is not sealed stays however old', async () => {
  await log.write('org-1', 'unsealed');
  log.clock.advance(10 * DAY);
  expect(await retention(DAY).remove()).toBe(4);
  expect(await log.verify()).toMatchObject({ unsealed: 1, faults: [] });
});

test('what was not forwarded yet stays', async () => {
  shipped = 1;
  log.clock.advance(10 * DAY);
  expect(await retention(DAY).remove()).toBe(1);
  expect(await log.verify()).toMatchObject({ entries: 3, faults: [] });
});

test('to remove more than was removed is found out', async () => {
  await retention(DAY / 2).remove();
  await log.write('org-1', 'tony');
  await log.sealer.seal();
  log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1' AND sealNumber = 3`);
  expect((await log.verify()).faults).toMatchObject([
    { chain: 'org-1', number: 3, what: 'entry 3 was removed' },
  ]);
});

test('the statement of what was removed cannot be changed', async () => {
  await retention(DAY / 2).remove();
  log.tamper(`UPDATE audit_checkpoint SET number = 1 WHERE kind = 'removal' AND chain = 'org-1'`);
  expect((await log.verify()).faults.length).toBeGreaterThan(0);
});
