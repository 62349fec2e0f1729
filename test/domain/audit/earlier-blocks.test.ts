/** Blocks of earlier servers, each of whose entries was a link of the chain, stay what they are beside those of today. */
import { createHash } from 'node:crypto';
import { organizationGrants } from '../../../src/access/grants';
import { AuditExport } from '../../../src/audit/audit-export';
import { AuditForwarder } from '../../../src/audit/audit-forwarder';
import { AuditVerificationKey } from '../../../src/audit/audit-key';
import type { SealedFields } from '../../../src/audit/entry-seal';
import { verifyExport } from '../../../src/audit/export-verifier';
import { newestUses } from '../../../src/audit/use-search';
import { canonicalJson } from '../../../src/kernel/canonical-json';
import { AUDIT_KEY } from '../../support/audit-key';
import { SILENT } from '../../support/silent-log';
import { token } from '../access/principals';
import { makeLastEarlier } from './earlier-blocks';
import { LoggedUses } from './logged-uses';

interface Seal {
  readonly number: number;
  readonly hash: string;
  readonly last?: number;
}

let uses: LoggedUses;
beforeEach(async () => {
  uses = await LoggedUses.open();
  await uses.log.write('org-1', 'ada');
  await uses.useTogether({ tokenId: 'a' }, { tokenId: 'b' }, { tokenId: 'a' });
  await makeLastEarlier(uses);
  uses.log.clock.advance(2_000);
  await uses.useTogether({ tokenId: 'b' }, { tokenId: 'c' });
});
afterEach(() => uses.remove());

async function exported(after = 0): Promise<any[]> {
  const principal = token('organization', organizationGrants(['ReadAuditLog']), { organizationId: 'org-1' });
  const caller = { principal, origin: { requestId: 'request', clientAddress: null, userAgent: null } };
  const lines = [];
  for await (const line of new AuditExport(uses.log.temporary.store).lines(caller, after)) lines.push(line);
  return lines;
}

async function seal(): Promise<void> {
  await uses.seal();
  await uses.log.sealer.stop();
}

async function* asyncOf(lines: readonly unknown[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(JSON.stringify(line));
}

test('each of their entries is hashed by itself, in the database and in a file', async () => {
  await seal();
  expect(uses.log.logged).toEqual([]);
  expect(await uses.log.verify()).toEqual({ chains: 1, entries: 6, unsealed: 0, faults: [] });
  const lines = await exported();
  let before = lines[0].seal.hash as string;
  for (const { seal: own, ...fields } of lines.slice(1, 4) as { seal: Seal }[]) {
    const hash = createHash('sha256')
      .update(Buffer.from(before, 'hex'))
      .update(canonicalJson(fields))
      .digest('hex');
    expect(own).toEqual({ chain: 'org-1', number: own.number, previousHash: before, hash });
    before = hash;
  }
  const publicKey = AuditVerificationKey.fromPublicPem(AUDIT_KEY.publicPem);
  for (let after = 0; after <= 6; after++) {
    const some = await exported(after);
    expect(some).toEqual(lines.slice(after));
    const verified = await verifyExport(() => asyncOf(some), publicKey, uses.log.kept);
    expect(verified).toMatchObject({ entries: 6 - after, faults: [] });
  }
});

test('a page and what is forwarded have the seals that an export has', async () => {
  await seal();
  const seals = (await exported()).slice(0, -1).map((line) => line.seal as Seal);
  const page = await newestUses(uses.log.temporary.store.read, 'org-1', {}, null, 10);
  expect(page.map(({ entry }) => ({ number: entry.sealNumber, hash: entry.sealHash }))).toEqual(
    seals
      .slice(1)
      .map(({ number, hash }) => ({ number, hash }))
      .toReversed(),
  );
  const sent: SealedFields[] = [];
  const sink = {
    name: 'test',
    send: (entries: readonly SealedFields[]) => Promise.resolve(void sent.push(...entries)),
  };
  await new AuditForwarder(uses.log.temporary.store, sink, SILENT).forward();
  expect(sent.map((entry) => entry['seal'])).toMatchObject(
    seals.map(({ number, hash, last }) => ({ number, hash, ...(last !== undefined && { last }) })),
  );
});

test.each([
  ['changed', `UPDATE audit_use_block SET uses = replace(uses, '"b"', '"d"')`],
  [
    'made one of today',
    `UPDATE audit_use_block SET uses = replace(uses, '{"series', '{"sealed":"together","series')`,
  ],
])('they cannot be %s', async (_, sql) => {
  await seal();
  uses.log.tamper(`${sql} WHERE id = (SELECT id FROM audit_entry WHERE type = 'uses' AND sealNumber = 4)`);
  expect((await uses.log.verify()).faults).toMatchObject([{ chain: 'org-1', number: 2 }]);
});

test('those of today cannot be made earlier ones', async () => {
  await seal();
  uses.log.tamper(`UPDATE audit_use_block SET uses = replace(uses, '"sealed":"together",', '')`);
  expect((await uses.log.verify()).faults).toMatchObject([{ chain: 'org-1', number: 5 }]);
});
