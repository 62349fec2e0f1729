/** Killed a hundred times in the middle of its work, the server has lost nothing that it had acknowledged. */
import { TemporaryFolder } from '../storage/temporary-store';
import { execFile } from 'node:child_process';
import { buildServer, builtProgram } from '../support/built-server';
import { ServerProcess } from './server-process';

const KILLS = 100;
const CLIENTS = 6;
const SEED = 20_261_124;

/** What the audit log must have of an acknowledged request. */
interface Acknowledged {
  readonly requestId: string;
  readonly type: string;
  /** Whether its use has an entry of its own as well. */
  readonly isUseRecorded: boolean;
}

const OPERATIONS: readonly [type: string, query: (n: number) => string][] = [
  ['user.create', (n) => `mutation { addUserV2(input: { username: "user-${n}" }) { ... on User { id } } }`],
  [
    'hashedtokens.change',
    (n) =>
      `mutation { createOrganizationPermissionsToken(input: { name: "token-${n}", permissions: [ViewUsage] }) }`,
  ],
  [
    'repository.create',
    (n) => `mutation { createRepository(name: "repository-${n}") { repository { id } } }`,
  ],
  ['group.create', (n) => `mutation { addGroup(displayName: "group-${n}") { group { id } } }`],
  [
    'ipfilters.change',
    (n) => `mutation { createIPFilter(input: { name: "filter-${n}", ipFilter: "allow all" }) { id } }`,
  ],
];

/** The same kills in every run (a linear congruential generator, as in Numerical Recipes). */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

let folder: TemporaryFolder;
let server: ServerProcess;
beforeAll(buildServer, 180_000);
beforeEach(() => (folder = new TemporaryFolder()));
afterEach(async () => {
  await server.end();
  folder.remove();
});

test(`after ${KILLS} times SIGKILL every acknowledged change has its entry, once, and the chain verifies`, async () => {
  const acknowledged: Acknowledged[] = [];
  const random = numbers(SEED);
  let n = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const isUseRecorded = kill % 2 === 0;
    server = await ServerProcess.start(folder.file('data'), {
      TOLLGATE_LOG_LEVEL: 'info',
      TOLLGATE_AUDIT_USAGE: isUseRecorded ? 'every' : 'counted',
    });
    const { root } = server;
    const goal = acknowledged.length + 1 + Math.floor(random.next().value * 25);
    const client = async (): Promise<void> => {
      for (;;) {
        const [type, query] = OPERATIONS[n % OPERATIONS.length]!;
        const answer = await root.send(query((n += 1))).catch(() => null);
        if (answer === null) return;
        if (answer.status === 200 && answer.errors.length === 0)
          acknowledged.push({ requestId: answer.headers.get('x-request-id')!, type, isUseRecorded });
        if (acknowledged.length >= goal) server.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    expect(await server.exit).toEqual({ code: null, signal: 'SIGKILL' });
  }
  server = await ServerProcess.start(folder.file('data'));

  const entries = server.audit({ outcome: 'succeeded' });
  const written = new Map<string, string[]>();
  for (const { requestId, type } of entries)
    if (requestId !== null && type !== 'hashedtokens.use')
      written.set(requestId, [...(written.get(requestId) ?? []), type]);
  const used = new Set(
    entries.filter(({ type }) => type === 'hashedtokens.use').map(({ requestId }) => requestId),
  );
  const unrecorded = acknowledged.filter(
    ({ requestId, isUseRecorded }) => isUseRecorded && !used.has(requestId),
  );
  expect({ seed: SEED, unrecorded }).toEqual({ seed: SEED, unrecorded: [] });
  const wrong = acknowledged.filter(
    ({ requestId, type }) => JSON.stringify(written.get(requestId)) !== JSON.stringify([type]),
  );
  expect({ seed: SEED, wrong }).toEqual({ seed: SEED, wrong: [] });
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);

  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      builtProgram('audit-verify'),
      { env: { ...process.env, TOLLGATE_DATA: folder.file('data') } },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  expect(output).toMatch(/^OK: /);
}, 600_000);
