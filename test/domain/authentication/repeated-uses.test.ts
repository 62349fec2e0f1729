/** However uses follow each other, and whenever they are written, each is accounted for once and at its moment. */
import fc from 'fast-check';
import { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import { AuditLog } from '../../../src/audit/audit-log';
import { CountedEntries } from '../../../src/audit/counted-entries';
import { UseBlocks } from '../../../src/audit/use-blocks';
import { VerdictRecords } from '../../../src/authentication/verdict-records';
import type { Principal } from '../../../src/access/principal';
import { TokenUseEntity } from '../../../src/tokens/token-use.entity';
import { TokenUsageAddressEntity } from '../../../src/tokens/token-usage-address.entity';
import { TokenUsageHourEntity } from '../../../src/tokens/token-usage-hour.entity';
import { TokenUses } from '../../../src/tokens/token-uses';
import { TemporaryStore } from '../../storage/temporary-store';
import { AUDIT_KEY } from '../../support/audit-key';
import { HOUR, MINUTE, TestClock } from '../../support/clock';
import { SILENT } from '../../support/silent-log';
import { token } from '../access/principals';

const clock = new TestClock();
let temporary: TemporaryStore;
let counted: CountedEntries;
let uses: TokenUses;
let run = 0;
beforeAll(async () => {
  temporary = await TemporaryStore.open();
  const { store } = temporary;
  counted = new CountedEntries(store, new AuditLog(store, clock, AUDIT_KEY), clock, SILENT);
  uses = new TokenUses(store, SILENT);
});
afterAll(async () => {
  await counted.close();
  await uses.close();
  await temporary.remove();
});

function recordsWith(every: boolean): VerdictRecords {
  const { store } = temporary;
  const blocks = every ? new UseBlocks(store, new AuditLog(store, clock, AUDIT_KEY), AUDIT_KEY) : null;
  return new VerdictRecords(counted, uses, clock, blocks);
}

type Step =
  | { readonly step: 'use' | 'refuse'; readonly token: number; readonly place: number; readonly host: number }
  | { readonly step: 'wait'; readonly ms: number }
  | { readonly step: 'writeEntries' | 'writeUses' };

const few = fc.integer({ min: 0, max: 1 });
const STEPS = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ step: fc.constant('use' as const), token: few, place: few, host: few }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ step: fc.constant('refuse' as const), token: few, place: few, host: few }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ step: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ step: fc.constantFrom('writeEntries' as const, 'writeUses' as const) }),
    },
  ),
  { minLength: 30, maxLength: 90 },
);

interface Told {
  used: number;
  refused: number;
  firstAt: number;
  lastAt: number;
}

/** What is to be found by a key, and how often and when that was. */
function tell(told: Map<string, Told>, key: string, isUse: boolean): void {
  const now = clock.now();
  const before = told.get(key) ?? { used: 0, refused: 0, firstAt: now, lastAt: now };
  told.set(key, {
    ...before,
    used: before.used + (isUse ? 1 : 0),
    refused: before.refused + (isUse ? 0 : 1),
    lastAt: now,
  });
}

async function take(steps: readonly Step[], every: boolean) {
  const name = `r${run++}`;
  const records = recordsWith(every);
  const principals = [0, 1].map((n): Principal => token('view', undefined, { tokenId: `${name}-${n}` }));
  const [entries, last, hours, addresses] = [0, 1, 2, 3].map(() => new Map<string, Told>());
  // A little before an hour ends, so that some go past it.
  clock.advance(HOUR - (clock.now() % HOUR) - MINUTE);
  for (const step of steps) {
    if (step.step === 'wait') clock.advance(step.ms);
    else if (step.step === 'writeEntries') await counted.flush();
    else if (step.step === 'writeUses') await uses.flush();
    else if ('token' in step) {
      const principal = principals[step.token]!;
      const tokenId = `${name}-${step.token}`;
      const origin = { requestId: 'r', clientAddress: `::${step.host}`, userAgent: null };
      const isUse = step.step === 'use';
      if (isUse) {
        const operation = `operation ${step.place}`;
        if ((await records.usedAgain(principal, origin, operation, clock.now())) === false)
          await records.used({ principal, origin }, operation);
        tell(
          entries!,
          `${Math.floor(clock.now() / MINUTE)} ${tokenId} ${operation} ${origin.clientAddress}`,
          true,
        );
        tell(last!, tokenId, true);
      } else uses.noteRefusal(tokenId, origin.clientAddress, clock.now());
      tell(hours!, `${tokenId} ${Math.floor(clock.now() / HOUR) * HOUR}`, isUse);
      tell(addresses!, `${tokenId} ${origin.clientAddress}`, isUse);
    }
  }
  await counted.flush();
  await uses.flush();
  return { name, entries: entries!, last: last!, hours: hours!, addresses: addresses! };
}

async function rowsOf<Row extends { tokenId: string }>(rows: Promise<Row[]>, name: string): Promise<Row[]> {
  return (await rows).filter(({ tokenId }) => tokenId.startsWith(`${name}-`));
}

const sorted = (lines: Iterable<unknown>) => [...lines].map((line) => JSON.stringify(line)).sort();

async function expectAccounted(told: Awaited<ReturnType<typeof take>>): Promise<void> {
  const { read } = temporary.store;
  const { name, last, hours, addresses } = told;
  const used = await rowsOf(read.find(TokenUseEntity), name);
  expect(sorted(used.map((row) => [row.tokenId, row.useCount, row.lastUsedAt]))).toEqual(
    sorted([...last].map(([id, { used, lastAt }]) => [id, used, lastAt])),
  );
  const byHour = await rowsOf(read.find(TokenUsageHourEntity), name);
  expect(sorted(byHour.map((row) => [`${row.tokenId} ${row.hour}`, row.used, row.refused]))).toEqual(
    sorted([...hours].map(([key, { used, refused }]) => [key, used, refused])),
  );
  const seen = await rowsOf(read.find(TokenUsageAddressEntity), name);
  expect(
    sorted(
      seen.map((row) => [`${row.tokenId} ${row.address}`, row.used, row.refused, row.firstAt, row.lastAt]),
    ),
  ).toEqual(sorted([...addresses].map(([key, at]) => [key, at.used, at.refused, at.firstAt, at.lastAt])));
}

const seed = Number(process.env['FC_SEED'] ?? 1);

test('counted, each is in its minute’s entry, its token’s last use, its hour and its address', async () => {
  await fc.assert(
    fc.asyncProperty(STEPS, async (steps) => {
      const told = await take(steps, false);
      await expectAccounted(told);
      const rows = await temporary.store.read.findBy(AuditEntryEntity, { type: 'hashedtokens.use' });
      const mine = rows.filter(({ actorTokenId }) => actorTokenId?.startsWith(`${told.name}-`));
      expect(
        sorted(
          mine.map(({ time, actorTokenId, details, clientAddress, count, lastTime }) => {
            const { operation } = JSON.parse(details) as { operation: string };
            const key = `${Math.floor(time / MINUTE)} ${actorTokenId} ${operation} ${clientAddress}`;
            return [key, count, time, lastTime];
          }),
        ),
      ).toEqual(
        sorted([...told.entries].map(([key, { used, firstAt, lastAt }]) => [key, used, firstAt, lastAt])),
      );
    }),
    { seed, numRuns: 60 },
  );
});

test('with an entry for each, each is in its token’s last use, its hour and its address', async () => {
  await fc.assert(
    fc.asyncProperty(STEPS, async (steps) => expectAccounted(await take(steps, true))),
    { seed, numRuns: 40 },
  );
});

test('of thousands of tokens that are used between two writings no use is missed', async () => {
  const name = `r${run++}`;
  const records = recordsWith(true);
  const principals = Array.from({ length: 2_500 }, (_, i): Principal =>
    token('view', undefined, { tokenId: `${name}-${i}` }),
  );
  const origin = { requestId: 'r', clientAddress: '::1', userAgent: null };
  await Promise.all(principals.map((principal) => records.used({ principal, origin }, 'once')));
  await uses.flush();
  const again = () =>
    principals.map((principal) => records.usedAgain(principal, origin, 'once', clock.now()));
  await Promise.all([...again(), ...again()]);
  await uses.flush();
  const used = await rowsOf(temporary.store.read.find(TokenUseEntity), name);
  expect(new Set(used.map(({ tokenId }) => tokenId)).size).toBe(principals.length);
  expect(new Set(used.map(({ useCount }) => useCount))).toEqual(new Set([3]));
});
