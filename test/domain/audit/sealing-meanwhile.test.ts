/** What is done to the log while it is being sealed is neither lost nor sealed as it was before. */
import { actedBySystem } from '../../../src/audit/actor';
import { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import { CountedEntries } from '../../../src/audit/counted-entries';
import { Sealer } from '../../../src/audit/sealer';
import { AUDIT_KEY } from '../../support/audit-key';
import { MINUTE } from '../../support/clock';
import { PassingStore } from '../../support/passing-store';
import { SILENT } from '../../support/silent-log';
import { SealedLog } from './sealed-log';

/** Something is done between what the sealer reads and its turn at writing. */
class InterruptedStore extends PassingStore {
  meanwhile: (() => Promise<unknown>) | null = null;
  /** How often. */
  times = 1;

  override async transact<T>(...work: Parameters<PassingStore['transact']>): Promise<T> {
    const { meanwhile } = this;
    if ((this.times -= 1) === 0) this.meanwhile = null;
    await meanwhile?.();
    return (await super.transact(...work)) as T;
  }
}

let log: SealedLog;
let store: InterruptedStore;
let sealer: Sealer;
beforeEach(async () => {
  log = await SealedLog.open();
  store = new InterruptedStore(log.temporary.store);
  sealer = new Sealer(store, log.clock, AUDIT_KEY, () => Promise.resolve(), SILENT);
});
afterEach(() => log.remove());

test('an entry that is counted on is read once more, and sealed with its count', async () => {
  const counted = new CountedEntries(log.temporary.store, log.auditLog, log.clock, SILENT);
  for (let i = 0; i < 3; i++)
    await counted.count(
      actedBySystem('org-1'),
      'succeeded',
      { type: 'hashedtokens.use', operation: 'x' },
      [],
    );
  log.clock.advance(2 * MINUTE);
  store.meanwhile = () => counted.flush();
  expect(await sealer.seal()).toBe(1);
  expect(await log.verify()).toMatchObject({ entries: 1, unsealed: 0, faults: [] });
  expect(await log.temporary.store.read.findBy(AuditEntryEntity, {})).toMatchObject([{ count: 3 }]);
  await counted.close();
});

test('what another server has sealed is not sealed again, and what comes then follows it', async () => {
  await log.write('org-1', 'ada', 'grace');
  store.meanwhile = () => log.sealer.seal();
  expect(await sealer.seal()).toBe(0);
  await log.write('org-1', 'alan');
  expect(await sealer.seal()).toBe(1);
  expect(await log.verify()).toMatchObject({ entries: 3, unsealed: 0, faults: [] });
});

test('a chain that another server has gone on with is gone on with from where it is by then', async () => {
  await log.write('org-1', 'ada');
  // Only the head is another: the entry is as it was read.
  store.meanwhile = async () => {
    await log.sealer.seal();
    log.tamper('UPDATE audit_entry SET chain = NULL, sealNumber = NULL, sealHash = NULL');
  };
  expect(await sealer.seal()).toBe(1);
  expect(await log.temporary.store.read.findBy(AuditEntryEntity, {})).toMatchObject([{ sealNumber: 2 }]);
});

test('what is written is sealed by the next of the same round’s transactions, in its order', async () => {
  await log.write('org-1', ...Array.from({ length: 130 }, (_, i) => `user-${i}`));
  store.meanwhile = () => log.write('org-1', 'tony');
  expect(await sealer.seal()).toBe(131);
  expect(await log.verify()).toMatchObject({ entries: 131, unsealed: 0, faults: [] });
});

test.each(['ada', 'grace', 'alan'])(
  'an entry that is taken out meanwhile gets no place, and keeps nothing else from having one (%s)',
  async (name) => {
    await log.write('org-1', 'ada', 'grace', 'alan');
    store.meanwhile = () => {
      log.tamper('DELETE FROM audit_entry WHERE targetId = ?', `user-${name}`);
      return Promise.resolve();
    };
    expect(await sealer.seal()).toBe(2);
    expect(await log.verify()).toMatchObject({ entries: 2, unsealed: 0, faults: [] });
  },
);

test('where something else comes in between each time, it is given up until the next round', async () => {
  await log.write('org-1', 'ada', 'grace', 'alan', 'edsger', 'barbara');
  store.times = 3;
  store.meanwhile = () => {
    log.tamper('DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)');
    return Promise.resolve();
  };
  expect(await sealer.seal()).toBe(0);
  expect(await log.verify()).toMatchObject({ entries: 0, unsealed: 2, faults: [] });
  expect(await sealer.seal()).toBe(2);
});

test('two rounds of one server at the same time seal each entry once', async () => {
  await log.write('org-1', ...Array.from({ length: 300 }, (_, i) => `user-${i}`));
  const sealed = await Promise.all([log.sealer.seal(), log.sealer.seal()]);
  expect(sealed[0] + sealed[1]).toBe(300);
  expect(await log.verify()).toMatchObject({ entries: 300, unsealed: 0, faults: [] });
});
