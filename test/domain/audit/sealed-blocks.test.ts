/** Entries in blocks are sealed, exported, forwarded and removed as all others are, each with a place of its own. */
import { createHash } from 'node:crypto';
import { organizationGrants } from '../../../src/access/grants';
import { AuditExport, type ExportLine } from '../../../src/audit/audit-export';
import { AuditForwarder } from '../../../src/audit/audit-forwarder';
import { AuditRetention } from '../../../src/audit/audit-retention';
import { countUnsealed } from '../../../src/audit/audit-backlog';
import { AuditVerificationKey } from '../../../src/audit/audit-key';
import { signCheckpoint } from '../../../src/audit/checkpoint';
import type { SealedFields } from '../../../src/audit/entry-seal';
import { verifyExport } from '../../../src/audit/export-verifier';
import { verifyDatabase, type Verification } from '../../../src/audit/log-verifier';
import { AUDIT_KEY } from '../../support/audit-key';
import { DAY, SECOND } from '../../support/clock';
import { SILENT } from '../../support/silent-log';
import { token } from '../access/principals';
import { LoggedUses } from './logged-uses';

/** user.delete, three uses, user.delete, two uses, and one use of another organization. */
const LAST = 7;
const SECOND_BLOCK = `(SELECT id FROM audit_entry WHERE type = 'uses' AND chain = 'org-1' AND sealNumber = 7)`;

let uses: LoggedUses;
beforeEach(async () => {
  uses = await LoggedUses.open();
  await uses.log.write('org-1', 'ada');
  await uses.useTogether({ tokenId: 'a' }, { tokenId: 'b' }, { tokenId: 'a' });
  await uses.log.write('org-1', 'grace');
  await uses.useTogether({ tokenId: 'b' }, { organizationId: 'org-2' }, { tokenId: 'c' });
});
afterEach(() => uses.remove());

const seal = async () => {
  await uses.seal();
  await uses.log.sealer.stop();
};
const faults = async () =>
  (await uses.log.verify()).faults.map(({ chain, number, what }) => ({ chain, number, what }));
const exporter = () => ({
  principal: token('organization', organizationGrants(['ReadAuditLog']), { organizationId: 'org-1' }),
  origin: { requestId: 'request', clientAddress: null, userAgent: null },
});
const exported = async (after = 0): Promise<ExportLine[]> => {
  const lines: ExportLine[] = [];
  for await (const line of new AuditExport(uses.log.temporary.store).lines(exporter(), after))
    lines.push(line);
  return lines;
};
const sealOf = (line: ExportLine) => ('seal' in line ? (line.seal as { hash: string }) : undefined);
const numberOf = (line: ExportLine) => ('seal' in line ? (line.seal as { number: number }).number : null);

/** What a block has, as the database holds it. */
interface Block {
  readonly series: string;
  readonly time: number;
  readonly shapes: readonly (readonly string[])[];
  readonly kinds: readonly (readonly (string | number)[])[];
  readonly uses: readonly (readonly (string | number)[])[];
}

/** As who holds the database alone. @param number of the organization's blocks, from 1. */
async function alterBlock(number: number, alter: (block: Block) => unknown): Promise<void> {
  const rows = (await uses.blockRows()).filter(({ organizationId }) => organizationId === 'org-1');
  const { id } = rows[number - 1]!;
  const before = (await uses.texts()).find((block) => block.id === id)!.uses;
  const after = alter(JSON.parse(before) as Block);
  expect(JSON.stringify(after)).not.toBe(before);
  const text = typeof after === 'string' ? after : JSON.stringify(after);
  uses.log.tamper('UPDATE audit_use_block SET uses = ? WHERE id = ?', text, id);
}

/** @param place of the line, from 0. */
function withSeal(lines: readonly any[], place: number, change: object): unknown[] {
  return lines.with(place, { ...lines[place], seal: { ...lines[place].seal, ...change } });
}

function alone({ last: _, ...seal }: { last: number }): object {
  return seal;
}

/** With all numbers one less, from this line on. */
function movedUp(lines: readonly any[], from: number): unknown[] {
  return lines.map((line, place) => {
    if (place < from || !('seal' in line)) return line as unknown;
    const { number, last, ...seal } = line.seal;
    return { ...line, seal: { ...seal, number: number - 1, ...(last && { last: last - 1 }) } };
  });
}

function renamedIn(text: string): string {
  const { kinds, ...rest } = JSON.parse(text) as Block;
  return JSON.stringify({ ...rest, kinds: renamed(kinds, 'b', 'a') });
}

function renamed(kinds: Block['kinds'], from: string, to: string): unknown[] {
  return kinds.map((kind) => kind.map((value) => (value === from ? to : value)));
}

/** @param first the earliest place of the chain where it may be told of. */
async function expectOneFault(first: number): Promise<void> {
  const found = await faults();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ chain: 'org-1' });
  expect(found[0]!.number).toBeGreaterThanOrEqual(first);
  expect(found[0]!.number).toBeLessThanOrEqual(LAST);
}

describe('Sealed', () => {
  test('each entry has its place, without gaps', async () => {
    expect(await uses.log.verify()).toMatchObject({ entries: 0, unsealed: LAST + 1, faults: [] });
    expect(await countUnsealed(uses.log.temporary.store.read)).toBe(LAST + 1);
    await seal();
    expect(await uses.log.verify()).toEqual({ chains: 2, entries: LAST + 1, unsealed: 0, faults: [] });
    expect(await countUnsealed(uses.log.temporary.store.read)).toBe(0);
    await uses.useTogether({}, {});
    await seal();
    expect(await uses.log.verify()).toMatchObject({ entries: LAST + 3, faults: [] });
    expect(uses.log.logged).toEqual([]);
  });

  test('many blocks are sealed in several transactions', async () => {
    const blocks = 150;
    for (let i = 0; i < blocks; i++) await uses.useTogether({}, {}, {});
    const entries = LAST + 1 + blocks * 3;
    const transacted = jest.spyOn(uses.log.temporary.store, 'transact');
    expect(await uses.log.sealer.seal()).toBe(entries);
    expect(transacted.mock.calls.length).toBeGreaterThan(1);
    transacted.mockRestore();
    expect(await uses.log.verify()).toMatchObject({ entries, unsealed: 0, faults: [] });
  });

  test.each<[string, (block: Block) => unknown]>([
    ['changed', ({ kinds, ...rest }) => ({ ...rest, kinds: renamed(kinds, 'b', 'a') })],
    ['given another time', ({ uses, ...rest }) => ({ ...rest, uses: uses.map((use) => use.with(1, -1)) })],
    ['moved to another time with all others', ({ time, ...rest }) => ({ ...rest, time: time - 1 })],
    ['given to another token', ({ uses, ...rest }) => ({ ...rest, uses: uses.map((use) => use.with(2, 0)) })],
    [
      'given another request',
      ({ uses, ...rest }) => ({ ...rest, uses: uses.map((use) => use.with(0, 'x')) }),
    ],
    ['given another id', ({ series, ...rest }) => ({ ...rest, series: series.replace(/.$/, '~') })],
    ['taken out', ({ uses, ...rest }) => ({ ...rest, uses: uses.slice(1) })],
    ['put in twice', ({ uses, ...rest }) => ({ ...rest, uses: [...uses, ...uses] })],
    ['put behind the next', ({ uses, ...rest }) => ({ ...rest, uses: uses.toReversed() })],
    ['made unreadable', () => 'mallory'],
    ['told of with more members than it has', (block) => ({ ...block, more: 1 })],
  ])('an entry cannot be %s', async (_, alter) => {
    await seal();
    await alterBlock(2, alter);
    // What was put in twice reaches back behind what was before it.
    await expectOneFault(LAST - 3);
  });

  test.each([
    ['deleted with the text', `DELETE FROM audit_use_block WHERE id = ${SECOND_BLOCK}`],
    ['given to another time', `UPDATE audit_entry SET time = time - 1 WHERE id = ${SECOND_BLOCK}`],
    ['counted otherwise', `UPDATE audit_entry SET count = 1 WHERE id = ${SECOND_BLOCK}`],
    ['passed off as another row', `UPDATE audit_entry SET type = 'user.delete' WHERE id = ${SECOND_BLOCK}`],
    [
      'given another seal',
      `UPDATE audit_entry SET sealHash = '${'f'.repeat(64)}' WHERE id = ${SECOND_BLOCK}`,
    ],
  ])('a block cannot be %s', async (_, sql) => {
    await seal();
    uses.log.tamper(sql);
    await expectOneFault(LAST - 2);
  });

  test.each([
    ['spaces in its text', `UPDATE audit_use_block SET uses = ' ' || uses WHERE id = ${SECOND_BLOCK}`],
    [
      'another spelling',
      `UPDATE audit_use_block SET uses = replace(uses, '"c"', '"\\u0063"') WHERE id = ${SECOND_BLOCK}`,
    ],
    ['another time', `UPDATE audit_entry SET time = 5, lastTime = 5 WHERE id = ${SECOND_BLOCK}`],
    ['another count', `UPDATE audit_entry SET count = count + 1 WHERE id = ${SECOND_BLOCK}`],
    ['another organization', `UPDATE audit_entry SET organizationId = 'org-2' WHERE id = ${SECOND_BLOCK}`],
    ['nothing in the index', `DELETE FROM audit_use_index WHERE term = 'token c'`],
  ])('%s would hide entries from searches, and is found out without the key', async (_, sql) => {
    await seal();
    uses.log.tamper(sql);
    const publicKey = AuditVerificationKey.fromPublicPem(AUDIT_KEY.publicPem);
    const { faults: withoutKey } = await uses.log.temporary.store.transact((manager) =>
      verifyDatabase(manager, publicKey, uses.log.kept),
    );
    expect(withoutKey).toMatchObject([{ chain: 'org-1' }]);
    expect(await faults()).toHaveLength(1);
  });

  test('two entries cannot change places', async () => {
    await seal();
    await alterBlock(1, ({ uses, ...rest }) => ({ ...rest, uses: uses.toReversed() }));
    expect(await faults()).toEqual([
      { chain: 'org-1', number: 2, what: expect.stringContaining('one of the entries 2 to 4 was changed') },
    ]);
  });

  test('a block cannot be removed', async () => {
    await seal();
    uses.log.tamper(`DELETE FROM audit_entry WHERE chain = 'org-1' AND sealNumber = 4`);
    expect(await faults()).toMatchObject([{ number: 2, what: 'entries 2 to 4 were removed' }]);
  });

  test('what is changed before it is sealed is found out, now and ever after', async () => {
    await alterBlock(2, ({ kinds, ...rest }) => ({ ...rest, kinds: renamed(kinds, 'c', 'a') }));
    expect(await faults()).toMatchObject([
      { number: null, what: expect.stringContaining('not written by Tollgate') },
    ]);
    await uses.seal();
    expect(uses.log.logged).toEqual([expect.stringContaining('was not written by Tollgate')]);
    expect(await faults()).toMatchObject([
      { number: 6, what: expect.stringContaining('one of the entries 6 to 7 was not written by Tollgate') },
    ]);
  });
});

describe('Exported', () => {
  test('each entry is a line of its own, and the file verifies', async () => {
    await seal();
    const lines = await exported();
    expect(lines.map(numberOf)).toEqual([1, 2, 3, 4, 5, 6, 7, null]);
    expect(await verifiedFile(lines)).toEqual({ chains: 1, entries: LAST, unsealed: 0, faults: [] });
  });

  test('what was sealed together has one hash, and its last line what that is of', async () => {
    await seal();
    const [before, ...together] = (await exported()).slice(0, 4).map((line) => sealOf(line));
    const [text] = (await uses.texts()).map((block) => block.uses);
    const hash = createHash('sha256').update(Buffer.from(before!.hash, 'hex')).update(text!).digest('hex');
    const alike = { chain: 'org-1', previousHash: before!.hash, hash, last: 4 };
    expect(together).toEqual([
      { ...alike, number: 2 },
      { ...alike, number: 3 },
      { ...alike, number: 4, text },
    ]);
  });

  test('a file that begins within what was sealed together vouches for what it has', async () => {
    await seal();
    for (let after = 0; after <= LAST; after++)
      expect(await verifiedFile(await exported(after))).toMatchObject({ entries: LAST - after, faults: [] });
  });

  test('two files that meet within what was sealed together verify as one', async () => {
    await seal();
    const all = await exported();
    for (let after = 1; after < LAST; after++)
      expect(await verifiedFile([...all.slice(0, after), ...(await exported(after))])).toMatchObject({
        entries: LAST,
        faults: [],
      });
  });

  test.each<[string, (lines: any[]) => unknown[]]>([
    ['was changed', (lines) => lines.with(2, { ...lines[2], requestId: 'another' })],
    ['was changed in the text alone', (lines) => withSeal(lines, 3, { text: renamedIn(lines[3].seal.text) })],
    [
      'was changed in the text as well',
      (lines) => {
        const [line, last] = [lines[2], lines[3]];
        expect(line.actor.tokenId).toBe('b');
        return withSeal(lines, 3, { text: renamedIn(last.seal.text) }).with(2, {
          ...line,
          actor: { ...line.actor, tokenId: 'a' },
        });
      },
    ],
    ['was removed', (lines) => lines.toSpliced(2, 1)],
    ['was removed at the beginning', (lines) => lines.toSpliced(1, 1)],
    ['was removed at the end', (lines) => lines.toSpliced(3, 1)],
    ['was removed, and the others moved up', (lines) => movedUp(lines.toSpliced(1, 1), 1)],
    ['was put in twice', (lines) => lines.toSpliced(2, 0, lines[1])],
    ['was moved', (lines) => lines.with(1, lines[2]).with(2, lines[1])],
    [
      'was given the place of another',
      (lines) =>
        lines.with(1, { ...lines[2], seal: lines[1].seal }).with(2, { ...lines[1], seal: lines[2].seal }),
    ],
    ['was given another hash', (lines) => withSeal(lines, 2, { hash: 'f'.repeat(64) })],
    ['was said to be sealed with others', (lines) => withSeal(lines, 2, { last: 5 })],
    ['was said to be sealed alone', (lines) => lines.with(2, { ...lines[2], seal: alone(lines[2].seal) })],
    ['was robbed of what its hash is of', (lines) => withSeal(lines, 3, { text: undefined })],
    ['was given another text', (lines) => withSeal(lines, 3, { text: lines[6].seal.text })],
  ])('that one of an exported file %s is found out there', async (_, alter) => {
    await seal();
    const verified = await verifiedFile(alter(await exported()));
    expect(verified.faults).toMatchObject([{ chain: 'org-1' }]);
    // What was put in twice reaches back behind what was before it.
    expect(verified.faults[0]!.number).toBeGreaterThanOrEqual(1);
    expect(verified.faults[0]!.number).toBeLessThanOrEqual(4);
  });

  test('a file that ends within what was sealed together does not pass for whole', async () => {
    await seal();
    const lines = await exported();
    for (const from of [0, 1])
      for (const to of [2, 3])
        expect(await verifiedFile(lines.slice(from, to), [])).toMatchObject({
          faults: [{ number: 2, what: 'one of the entries 2 to 4 was removed' }],
        });
  });

  test('a head that is signed within what was sealed together is none that fits', async () => {
    await seal();
    const [head] = uses.log.kept.filter(({ chain }) => chain === 'org-1');
    const { chain, hash, time } = head!;
    const within = signCheckpoint({ kind: 'head', chain, number: 3, hash, time }, AUDIT_KEY);
    const what = expect.stringContaining('another was there when it was signed');
    expect((await uses.log.verify([within])).faults).toMatchObject([{ number: 2, what }]);
    const file = (await exported()).slice(0, -1);
    expect((await verifiedFile(file, [within])).faults).toMatchObject([{ number: 2, what }]);
  });

  test('what was changed in the database is found out in the file, in its block', async () => {
    await seal();
    await alterBlock(1, ({ kinds, ...rest }) => ({ ...rest, kinds: renamed(kinds, 'b', 'a') }));
    const verified = await verifiedFile(await exported());
    expect(verified.faults).toMatchObject([{ chain: 'org-1', number: 2 }]);
  });

  test('whoever has some of a block goes on with the next of it', async () => {
    await seal();
    const all = await exported();
    for (let after = 0; after <= LAST; after++) expect(await exported(after)).toEqual(all.slice(after));
  });
});

function verifiedFile(lines: readonly unknown[], kept = uses.log.kept): Promise<Verification> {
  const publicKey = AuditVerificationKey.fromPublicPem(AUDIT_KEY.publicPem);
  return verifyExport(() => asyncOf(lines.map((line) => JSON.stringify(line))), publicKey, kept);
}

async function* asyncOf(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) yield await Promise.resolve(text);
}

describe('Forwarded', () => {
  test('each entry is sent by itself, with the seal that an export gives it, once', async () => {
    const sent: SealedFields[] = [];
    const sink = {
      name: 'test',
      send: (entries: readonly SealedFields[]) => Promise.resolve(void sent.push(...entries)),
    };
    const forwarder = new AuditForwarder(uses.log.temporary.store, sink, SILENT);
    await seal();
    expect(await forwarder.forward()).toBe(LAST + 1);
    const seals = (await exported()).flatMap((line) =>
      'seal' in line ? [line.seal as { hash: string }] : [],
    );
    const ofChain = sent.filter(({ seal }) => (seal as { chain: string }).chain === 'org-1');
    expect(ofChain.map(({ seal }) => (seal as { hash: string }).hash)).toEqual(seals.map(({ hash }) => hash));

    await uses.useTogether({ tokenId: 'd' }, { tokenId: 'e' });
    await seal();
    expect(await forwarder.forward()).toBe(2);
    expect(sent).toHaveLength(LAST + 3);
    expect(await forwarder.forward()).toBe(0);
  });
});

describe('Kept long enough', () => {
  const retention = () =>
    new AuditRetention(
      uses.log.temporary.store,
      uses.log.clock,
      AUDIT_KEY,
      DAY,
      () => Promise.resolve(Number.MAX_SAFE_INTEGER - 1),
      SILENT,
    );

  test('blocks go with their texts and with what the index has of them', async () => {
    await seal();
    uses.log.clock.advance(2 * DAY);
    await uses.useTogether({ tokenId: 'a' }, { tokenId: 'z' });
    await seal();
    expect(await retention().remove()).toBe(LAST + 1);
    expect(await uses.log.verify()).toMatchObject({ entries: 2, faults: [] });
    expect(await uses.texts()).toHaveLength(1);
    expect((await uses.index()).map(({ term }) => term)).toEqual(['token a', 'token z']);
    expect((await exported()).map(numberOf)).toEqual([null, 8, 9, null]);
  });

  test('where a block of a second stays, the index still leads to it', async () => {
    // At the beginning of a second, after all others.
    uses.log.clock.moveTo((Math.floor(uses.log.clock.now() / SECOND) + 2) * SECOND);
    await uses.useTogether({ tokenId: 'early' }, { tokenId: 'both' });
    uses.log.clock.advance(900);
    await uses.useTogether({ tokenId: 'both' }, { tokenId: 'late' });
    await seal();
    uses.log.clock.advance(DAY - 500);
    await retention().remove();
    expect((await uses.index()).map(({ term }) => term)).toEqual(['token both', 'token late']);
    expect(await uses.log.verify()).toMatchObject({ entries: 2, faults: [] });
    uses.log.clock.advance(SECOND);
    await retention().remove();
    expect([await uses.index(), await uses.texts()]).toEqual([[], []]);
  });

  test('an export that it overtakes breaks off, and does not pass for whole', async () => {
    for (let i = 0; i < 22; i++) await uses.useTogether(...Array.from({ length: 250 }, () => ({})));
    await seal();
    const lines = new AuditExport(uses.log.temporary.store).lines(exporter(), 0);
    for (let i = 0; i < 10; i++) await lines.next();
    uses.log.clock.advance(2 * DAY);
    await retention().remove();
    const rest = async () => {
      let count = 10;
      for await (const line of lines) {
        expect(line).not.toHaveProperty('unreadable');
        count += 1;
      }
      return count;
    };
    await expect(rest()).rejects.toThrow('were removed while they were exported');
  });

  test('what is forwarded has the same seals when everything before it was removed', async () => {
    await seal();
    const seals: unknown[] = [];
    const sink = {
      name: 'test',
      send: (entries: readonly SealedFields[]) =>
        Promise.resolve(void seals.push(...entries.map(({ seal }) => seal))),
    };
    const forwarder = new AuditForwarder(uses.log.temporary.store, sink, SILENT);
    await forwarder.forward();
    uses.log.clock.advance(2 * DAY);
    await retention().remove();
    await uses.useTogether({}, {});
    await seal();
    await forwarder.forward();
    const exportedSeals = (await exported()).flatMap((line) =>
      'seal' in line ? [line.seal as { hash: string }] : [],
    );
    expect(seals.slice(-2)).toMatchObject(exportedSeals.map(({ hash }) => ({ hash })));
  });
});
