/** Whatever is done to the sealed log without the key is found out, and the first entry it was done to is named. */
import Database from 'better-sqlite3';
import { actedBySystem } from '../../../src/audit/actor';
import { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import { canonicalEntry, genesisHash, sealedFields, sealHash } from '../../../src/audit/entry-seal';
import { verifyDatabase } from '../../../src/audit/log-verifier';
import { AuditVerificationKey } from '../../../src/audit/audit-key';
import { CountedEntries } from '../../../src/audit/counted-entries';
import { Sealer } from '../../../src/audit/sealer';
import { AUDIT_KEY } from '../../support/audit-key';
import { MINUTE } from '../../support/clock';
import { SealedLog } from './sealed-log';
import { SILENT } from '../../support/silent-log';

const NAMES = ['ada', 'grace', 'alan', 'edsger', 'barbara', 'donald'];
const LAST = NAMES.length;

let log: SealedLog;
beforeEach(async () => {
  log = await SealedLog.open();
  await log.write('org-1', ...NAMES.slice(0, 3));
  await log.write('org-2', 'someone else');
  await log.write('org-1', ...NAMES.slice(3));
  await log.write(null, 'nobody’s');
  await log.sealer.seal();
  await log.sealer.stop();
});
afterEach(() => log.remove());

const faults = async () =>
  (await log.verify()).faults.map(({ chain, number, what }) => ({ chain, number, what }));
const foundAt = (number: number | null, what: string) => [
  { chain: 'org-1', number, what: expect.stringContaining(what) },
];

test('an untouched log is as it was sealed, however often it is sealed on', async () => {
  expect(await log.verify()).toEqual({ chains: 3, entries: LAST + 2, unsealed: 0, faults: [] });
  await log.write('org-1', 'tony');
  expect(await log.verify()).toMatchObject({ entries: LAST + 2, unsealed: 1, faults: [] });
  await log.sealer.seal();
  expect(await log.verify()).toMatchObject({ entries: LAST + 3, unsealed: 0, faults: [] });
});

test('each organization has a chain of its own, numbered from 1 without gaps', () => {
  const database = new Database(log.file, { readonly: true });
  const rows = database
    .prepare('SELECT chain, sealNumber FROM audit_entry ORDER BY chain, sealNumber')
    .raw()
    .all();
  database.close();
  expect(rows).toEqual([['', 1], ...NAMES.map((_, i) => ['org-1', i + 1]), ['org-2', 1]]);
});

const CHANGES: [column: string, value: unknown][] = [
  ['id', 'another'],
  ['time', 1],
  ['type', 'user.create'],
  ['outcome', 'refused'],
  ['organizationId', 'org-2'],
  ['actorType', 'user'],
  ['actorUserId', 'mallory'],
  ['actorUserName', 'mallory'],
  ['actorTokenId', 'token'],
  ['actorTokenName', 'token'],
  ['actorSessionId', 'session'],
  ['clientAddress', '198.51.100.1'],
  ['userAgent', 'curl'],
  ['requestId', 'request'],
  ['targetType', 'token'],
  ['targetId', 'user-mallory'],
  ['details', '{"userId":"user-mallory","userName":"mallory"}'],
  ['details', 'no JSON'],
  ['details', '[]'],
  ['details', '{"userId":"\\ud800"}'],
  ['details', '{"userId":"user-ada","userName":"ada","actor":{}}'],
  ['time', 1e300],
  ['count', 2],
  ['lastTime', 1],
  ['mac', 'f'.repeat(64)],
  ['sealHash', 'f'.repeat(64)],
];

describe.each(NAMES.map((_, i) => i + 1))('of the entries, number %i', (number) => {
  test.each(CHANGES)('cannot have another %s', async (column, value) => {
    log.tamper(
      `UPDATE audit_entry SET "${column}" = ? WHERE chain = 'org-1' AND sealNumber = ?`,
      value,
      number,
    );
    const [fault, ...more] = await faults();
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ chain: 'org-1', number });
  });

  test('cannot be removed', async () => {
    log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1' AND sealNumber = ?`, number);
    expect(await faults()).toEqual(
      number === LAST
        ? foundAt(LAST, `the end was cut off: entries ${LAST} to ${LAST}`)
        : foundAt(number, `entry ${number} was removed`),
    );
  });

  test('cannot be removed with those behind it moved up', async () => {
    log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1' AND sealNumber = ?`, number);
    for (let i = number + 1; i <= LAST; i++)
      log.tamper(`UPDATE audit_entry SET sealNumber = ? WHERE chain = 'org-1' AND sealNumber = ?`, i - 1, i);
    expect(await faults()).toMatchObject([{ chain: 'org-1', number }]);
  });

  test('cannot change places with the next', async () => {
    if (number === LAST) return;
    const move = `UPDATE audit_entry SET sealNumber = ? WHERE chain = 'org-1' AND sealNumber = ?`;
    log.tamper(move, 999, number);
    log.tamper(move, number, number + 1);
    log.tamper(move, number + 1, 999);
    expect(await faults()).toEqual(foundAt(number, `entry ${number} was moved`));
  });

  test('cannot be put back among the unsealed', async () => {
    log.tamper(
      `UPDATE audit_entry SET chain = NULL, sealNumber = NULL, sealHash = NULL WHERE chain = 'org-1' AND sealNumber = ?`,
      number,
    );
    expect(await faults()).toMatchObject([{ chain: 'org-1', number }]);
  });
});

const COPY = `INSERT INTO audit_entry (id, time, type, outcome, organizationId, actorType, details, count, lastTime, mac, chain, sealNumber, sealHash)
  SELECT 'added', time, type, outcome, organizationId, actorType, details, count, lastTime, mac`;

test('an entry that is added behind the end, with a hash that fits, is found', async () => {
  log.tamper(
    `${COPY}, chain, ${LAST + 1}, 'to come' FROM audit_entry WHERE chain = 'org-1' AND sealNumber = ${LAST}`,
  );
  const { read } = log.temporary.store;
  const last = await read.findOneByOrFail(AuditEntryEntity, { chain: 'org-1', sealNumber: LAST });
  const added = await read.findOneByOrFail(AuditEntryEntity, { id: 'added' });
  log.tamper(
    `UPDATE audit_entry SET sealHash = ? WHERE id = 'added'`,
    sealHash(last.sealHash!, canonicalEntry(sealedFields(added))),
  );
  expect(await faults()).toMatchObject([{ chain: 'org-1', number: LAST + 1 }]);
  // Without the private key the MAC says nothing, but the signed head does.
  const publicKey = AuditVerificationKey.fromPublicPem(AUDIT_KEY.publicPem);
  const { faults: found } = await log.temporary.store.transact((manager) =>
    verifyDatabase(manager, publicKey, log.kept),
  );
  expect(found).toMatchObject([
    { chain: 'org-1', number: LAST + 1, what: expect.stringContaining('was added') },
  ]);
});

test('an entry that is added in between, with those behind it moved down, is found', async () => {
  for (let i = LAST; i >= 3; i--)
    log.tamper(`UPDATE audit_entry SET sealNumber = ? WHERE chain = 'org-1' AND sealNumber = ?`, i + 1, i);
  log.tamper(`${COPY}, chain, 3, sealHash FROM audit_entry WHERE chain = 'org-1' AND sealNumber = 2`);
  expect(await faults()).toEqual(foundAt(3, 'entry 3 was changed or added'));
});

test('an entry that is added unsealed is found before it is sealed, and after', async () => {
  log.tamper(`${COPY}, NULL, NULL, NULL FROM audit_entry WHERE chain = 'org-1' AND sealNumber = 2`);
  expect(await faults()).toEqual(foundAt(null, 'was not written by Tollgate'));
  await log.sealer.seal();
  expect(log.logged).toEqual([expect.stringContaining('was not written by Tollgate')]);
  expect(await faults()).toEqual(foundAt(LAST + 1, 'was not written by Tollgate'));
});

test('an end that is cut off together with its signed head is found by a checkpoint kept outside', async () => {
  const before = log.kept.length;
  const old = { head: 'SELECT * FROM audit_checkpoint WHERE chain = ? AND kind = ?' };
  const database = new Database(log.file);
  const head: any = database.prepare(old.head).get('org-1', 'head');
  database.close();
  await log.write('org-1', 'tony', 'niklaus');
  await log.sealer.seal();
  await log.sealer.stop();
  expect(log.kept.length).toBeGreaterThan(before);

  log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1' AND sealNumber > ${LAST}`);
  log.tamper(
    `UPDATE audit_checkpoint SET number = ?, hash = ?, time = ?, signature = ? WHERE chain = 'org-1' AND kind = 'head'`,
    head.number,
    head.hash,
    head.time,
    head.signature,
  );
  expect(await faults()).toEqual(
    foundAt(LAST + 1, `the end was cut off: entries ${LAST + 1} to ${LAST + 2}`),
  );
});

test('a whole chain that is deleted is found by a checkpoint kept outside', async () => {
  log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1'`);
  log.tamper(`DELETE FROM audit_checkpoint WHERE chain = 'org-1'`);
  expect(await faults()).toEqual(foundAt(1, `the end was cut off: entries 1 to ${LAST}`));
});

test('a head that is moved, or signed by another, is found', async () => {
  log.tamper(`UPDATE audit_checkpoint SET number = 2 WHERE chain = 'org-1'`);
  expect(await faults()).toContainEqual(foundAt(2, 'is not genuine')[0]);
});

test('a removal that was never made does not hide the entries that are gone', async () => {
  log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1' AND sealNumber <= 2`);
  log.tamper(
    `INSERT INTO audit_checkpoint SELECT chain, 'removal', 2, hash, time, keyId, signature FROM audit_checkpoint WHERE chain = 'org-1'`,
  );
  expect((await faults()).length).toBeGreaterThan(0);
});

test('a chain whose every hash was computed anew after a change is found', async () => {
  log.tamper(`UPDATE audit_entry SET outcome = 'refused' WHERE chain = 'org-1' AND sealNumber = 2`);
  const entries = await log.temporary.store.read.find(AuditEntryEntity, {
    where: { chain: 'org-1' },
    order: { sealNumber: 'ASC' },
  });
  let hash = genesisHash('org-1');
  for (const entry of entries) {
    hash = sealHash(hash, canonicalEntry(sealedFields(entry)));
    log.tamper('UPDATE audit_entry SET sealHash = ? WHERE id = ?', hash, entry.id);
  }
  expect(await faults()).toEqual(foundAt(2, 'entry 2 was not written by Tollgate, or was changed'));
});

test('an entry that may still change is not sealed, nor is one that was written after it', async () => {
  const sealed = (await log.verify()).entries;
  const counted = new CountedEntries(log.temporary.store, log.auditLog, log.clock, SILENT);
  const use = () =>
    counted.count(actedBySystem('org-1'), 'succeeded', { type: 'hashedtokens.use', operation: 'x' }, []);
  await use();
  await log.write('org-1', 'tony');
  await use();
  await log.sealer.seal();
  expect(await log.verify()).toMatchObject({ entries: sealed, unsealed: 2, faults: [] });

  log.clock.advance(2 * MINUTE);
  await counted.flush();
  await log.sealer.seal();
  expect(await log.verify()).toMatchObject({ entries: sealed + 2, unsealed: 0, faults: [] });

  await counted.close();
});

test('a count that comes when its entry is sealed has an entry of its own', async () => {
  const counted = new CountedEntries(log.temporary.store, log.auditLog, log.clock, SILENT);
  const use = () =>
    counted.count(actedBySystem('org-1'), 'succeeded', { type: 'hashedtokens.use', operation: 'x' }, []);
  await use();
  await use();
  await use();
  // The disk was full for so long that the entry was sealed with the count of its first writing.
  log.clock.advance(2 * MINUTE);
  await log.sealer.seal();
  await counted.flush();
  await log.sealer.seal();
  const entries = await log.temporary.store.read.findBy(AuditEntryEntity, { type: 'hashedtokens.use' });
  expect(entries.map(({ count }) => count).sort()).toEqual([1, 2]);
  expect(await log.verify()).toMatchObject({ unsealed: 0, faults: [] });
  await counted.close();
});

test('heads that cannot be kept outside do not keep the server from stopping', async () => {
  const errors: string[] = [];
  const sealer = new Sealer(
    log.temporary.store,
    log.clock,
    AUDIT_KEY,
    () => Promise.reject(new Error('The disk is full.')),
    { ...SILENT, error: (_details, message) => void errors.push(message) },
  );
  await log.write('org-1', 'tony');
  await expect(sealer.seal()).rejects.toThrow('The disk is full.');
  await sealer.stop();
  expect(errors).toEqual(['The heads of the audit log could not be kept outside the database.']);
  expect(await log.verify()).toMatchObject({ unsealed: 0, faults: [] });
});
