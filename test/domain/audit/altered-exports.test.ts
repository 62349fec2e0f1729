/** Whatever is changed in an exported file, wherever: verifying it says so, or that this is no export. */
import fc from 'fast-check';
import { organizationGrants } from '../../../src/access/grants';
import { AuditExport } from '../../../src/audit/audit-export';
import { AuditVerificationKey } from '../../../src/audit/audit-key';
import { verifyExport } from '../../../src/audit/export-verifier';
import { AUDIT_KEY } from '../../support/audit-key';
import { token } from '../access/principals';
import { makeLastEarlier } from './earlier-blocks';
import { LoggedUses } from './logged-uses';

const seed = Number(process.env['FC_SEED'] ?? 1);

/** Entries of all kinds: two rows, a block, one that an earlier server wrote, and one in which a row is alone. */
let lines: any[];
beforeAll(async () => {
  const uses = await LoggedUses.open();
  await uses.log.write('org-1', 'ada', 'grace');
  await uses.useTogether({ tokenId: 'a' }, { tokenId: 'b' }, { tokenId: 'a' });
  await uses.useTogether({ tokenId: 'b' }, { tokenId: 'c' });
  await makeLastEarlier(uses);
  await uses.use();
  await uses.seal();
  const principal = token('organization', organizationGrants(['ReadAuditLog']), { organizationId: 'org-1' });
  const caller = { principal, origin: { requestId: 'request', clientAddress: null, userAgent: null } };
  lines = [];
  for await (const line of new AuditExport(uses.log.temporary.store).lines(caller, 0)) lines.push(line);
  await uses.remove();
});

async function* asyncOf(some: readonly string[]): AsyncGenerator<string> {
  for (const line of some) yield await Promise.resolve(line);
}

/** Says so, or that it is none; and fails in no other way. */
async function passes(texts: readonly string[]): Promise<boolean> {
  const publicKey = AuditVerificationKey.fromPublicPem(AUDIT_KEY.publicPem);
  try {
    return (await verifyExport(() => asyncOf(texts), publicKey, [])).faults.length === 0;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    expect((error as Error).message).toMatch(/^Line \d+ is none of an exported audit log\.$/);
    return false;
  }
}

/** Each place of a value that has no members of its own. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value).flatMap(([name, member]) => placesIn(member).map((rest) => [name, ...rest]));
}

function altered(value: any, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const { [name]: member, ...others } = value;
  if (rest.length > 0) return { ...others, [name]: altered(member, rest, put) };
  return put === undefined ? others : { ...others, [name]: put };
}

const valueAt = (value: any, place: readonly string[]): unknown =>
  place.reduce((member, name) => member[name], value);

/** Of a signed statement everything is signed; what it is kept by in the database is not of it. */
const isSaid = ([first]: readonly string[], line: object) => 'seal' in line || first === 'checkpoint';

test('as it left the server it passes', async () => {
  expect(lines).toHaveLength(9);
  expect(await passes(lines.map((line) => JSON.stringify(line)))).toBe(true);
});

test('no value can be another, or gone', async () => {
  const places = lines.flatMap((line, number) =>
    placesIn(line)
      .filter((place) => isSaid(place, line))
      .map((place) => ({ number, place })),
  );
  const puts = fc.oneof(fc.constant(undefined), fc.jsonValue(), fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), puts, async ({ number, place }, put) => {
      const before = valueAt(lines[number], place);
      // What a file that was forwarded does not have may be gone, but not another.
      fc.pre(JSON.stringify(put) !== JSON.stringify(before));
      fc.pre(!(put === undefined && place.at(-1) === 'previousHash'));
      const texts = lines
        .with(number, altered(lines[number], place, put))
        .map((line) => JSON.stringify(line));
      expect({ number, place, put, passes: await passes(texts) }).toMatchObject({ passes: false });
    }),
    { numRuns: 3_000, seed },
  );
});

test('no line can be gone, there twice or in another’s place', async () => {
  const texts = lines.map((line) => JSON.stringify(line));
  const last = texts.length - 1;
  for (let i = 0; i <= last; i++) {
    expect({ i, passes: await passes(texts.toSpliced(i, 1)) }).toEqual({ i, passes: i === 0 });
    for (let j = 0; j < last; j++) {
      if (i === last || i === j) continue;
      const moved = texts.with(i, texts[j]!).with(j, texts[i]!);
      expect({ i, j, passes: await passes(moved) }).toEqual({ i, j, passes: false });
    }
    // A signed statement may be told twice.
    const twice = texts.toSpliced(i, 0, texts[i]!);
    expect({ i, passes: await passes(twice) }).toEqual({ i, passes: i === last });
  }
});

test('what is no line of an export is told of by its place', async () => {
  const texts = lines.map((line) => JSON.stringify(line));
  await fc.assert(
    fc.asyncProperty(
      fc.nat(texts.length),
      fc.oneof(fc.json(), fc.string({ minLength: 1 })),
      async (i, text) => {
        fc.pre(text.trim() !== '');
        expect(await passes(texts.toSpliced(i, 0, text))).toBe(false);
      },
    ),
    { numRuns: 300, seed },
  );
});
