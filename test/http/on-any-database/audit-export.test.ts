/** GET /api/v1/audit/export and npm run audit:verify: the log leaves the server whole, and proves itself anywhere. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { MINUTE } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { TemporaryFolder } from '../../storage/temporary-store';
import { buildServer, builtProgram } from '../../support/built-server';

let server: TestServer;
let auditor: SeededToken;
let folder: TemporaryFolder;
beforeAll(buildServer, 180_000);
beforeEach(async () => {
  folder = new TemporaryFolder();
  await begin();
});
afterEach(async () => {
  await server.stop();
  folder.remove();
});

async function begin(settings: Record<string, string> = {}): Promise<void> {
  server = await TestServer.start(settings);
  auditor = await server.seed.organizationToken('ReadAuditLog', { name: 'auditor' });
  for (let i = 0; i < 3; i++) await server.seed.user(`user-${i}`);
  await seal();
}

async function seal(): Promise<void> {
  server.clock.advance(2 * MINUTE);
  await server.keepAuditLog();
}

const exported = (query = '', authorization = `Bearer ${auditor.token}`) =>
  fetch(`${server.url}/api/v1/audit/export${query}`, {
    headers: authorization === '' ? {} : { authorization },
  });

async function lines(query = ''): Promise<any[]> {
  const answer = await exported(query);
  expect(answer.status).toBe(200);
  return (await answer.text())
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The command's exit code and what it prints. */
function verify(...args: string[]): Promise<{ code: number; output: string }> {
  const { dataDirectory, postgres } = server.config;
  const env = { ...process.env, TOLLGATE_DATA: dataDirectory, DATABASE_URL: postgres?.url ?? '' };
  return new Promise((resolve) => {
    execFile(process.execPath, [...builtProgram('audit-verify'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

test('it is NDJSON: the sealed entries of the organization in order, and the signed head at the end', async () => {
  const answer = await exported();
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  await answer.text();

  const all = await lines();
  const entries = all.filter((line) => line.seal !== undefined);
  expect(entries.map(({ seal }) => seal.number)).toEqual(entries.map((_, i) => i + 1));
  expect(entries.filter(({ type }) => type === 'user.create').map(({ userName }) => userName)).toEqual([
    'root',
    'user-0',
    'user-1',
    'user-2',
  ]);
  expect(all.at(-1)).toMatchObject({ checkpoint: { kind: 'head', number: entries.length } });
  expect(all).toHaveLength(entries.length + 1);
});

test('it goes on from the entry that the caller has, and what was written since is in it', async () => {
  const first = await lines();
  const last = first.at(-2).seal.number as number;
  expect(await lines(`?after=${last}`)).toEqual([first.at(-1)]);
  await server.seed.user('late');
  await seal();
  const rest = await lines(`?after=${last}`);
  expect(rest[0].seal).toMatchObject({ number: last + 1, previousHash: first.at(-2).seal.hash });
  expect(rest.some(({ userName }) => userName === 'late')).toBe(true);
});

test('it is for who may read the audit log, and a refusal is on record', async () => {
  const token = await server.seed.organizationToken('ManageUsers');
  const refused = await exported('', `Bearer ${token.token}`);
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('ReadAuditLog');
  expect(server.audit({ type: 'authorization.refused', actorTokenId: token.id })).toMatchObject([
    { details: { operation: 'GET /api/v1/audit/export' } },
  ]);
  for (const given of ['', 'Bearer letmein']) {
    const answer = await exported('', given);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  }
});

test.each(['?after=-1', '?after=x', '?after=1&after=2'])('%s is refused', async (query) => {
  expect((await exported(query)).status).toBe(400);
});

test('another organization’s entries are in another file', async () => {
  const { createEmptyOrganization } = await server.root.ask(
    'mutation { createEmptyOrganization(name: "elsewhere") { id } }',
  );
  const { addOrganizationOwner } = await server.root.ask(
    'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token } }',
    { input: { organizationId: createEmptyOrganization.id, username: 'owner' } },
  );
  await server.anonymous
    .as(addOrganizationOwner.token)
    .ask('mutation { addUserV2(input: { username: "theirs" }) { ... on User { id } } }');
  await seal();
  const theirs = await (await exported('', `Bearer ${addOrganizationOwner.token}`)).text();
  expect(theirs).toContain('"theirs"');
  expect(theirs).not.toContain('user-1');
  expect(theirs).toContain('"number":1,');
  expect(JSON.stringify(await lines())).not.toContain('"theirs"');
});

describe('npm run audit:verify', () => {
  test('finds the database as it was sealed, also while the server works', async () => {
    const [{ code, output }] = await Promise.all([
      verify(),
      ...Array.from({ length: 10 }, () => server.seed.user()),
    ]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^OK: \d+ sealed entries/) });
  });

  test('names the entry of the database that was changed', async () => {
    server.database.run(
      `UPDATE audit_entry SET "actorUserName" = 'mallory' WHERE "type" = 'user.create' AND "sealNumber" = 2`,
    );
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toContain('entry 2 was changed or added');
  });

  test('verifies an exported file with the public key alone', async () => {
    const [file, key] = [folder.file('export.ndjson'), folder.file('key.pem')];
    const text = await (await exported()).text();
    writeFileSync(file, text);
    writeFileSync(key, readFileSync(server.config.auditPublicKeyFile));
    const empty = folder.file('no-checkpoints');
    writeFileSync(empty, '');
    const run = () => verify('--key', key, '--checkpoints', empty, file);
    expect(await run()).toMatchObject({ code: 0, output: expect.stringMatching(/^OK: /) });

    const kept = text.trimEnd().split('\n');
    const faults: [string[], string][] = [
      [kept.map((line) => line.replace('"user-0"', '"user-9"')), 'was changed'],
      [kept.filter((_, i) => i !== 2), 'entry 3 was removed'],
      [[kept[0]!, kept[2]!, kept[1]!, ...kept.slice(3)], 'entry 2 was removed'],
      [[...kept.slice(0, 2), kept[1]!, ...kept.slice(2)], 'entry 2 was added or moved'],
      [[...kept.slice(0, -2), kept.at(-1)!], 'the end was cut off'],
      [kept.slice(0, -1), 'no signed head'],
    ];
    for (const [tampered, what] of faults) {
      writeFileSync(file, `${tampered.join('\n')}\n`);
      const { code, output } = await run();
      expect({ what, code, output }).toEqual({ what, code: 1, output: expect.stringContaining(what) });
    }
  });

  test('verifies a file in which uses were sealed together, and finds what was changed in it', async () => {
    await server.stop();
    await begin({ TOLLGATE_AUDIT_USAGE: 'every' });
    const { client, id } = await server.seed.organizationToken('ViewUsage', { name: 'deployment' });
    await Promise.all(Array.from({ length: 20 }, () => client.ask('{ currentToken { id } }')));
    await seal();
    const all = await lines();
    const together = all.filter(({ seal: { last } = {} as any, actor }) => last && actor.tokenId === id);
    expect(together.length).toBeGreaterThanOrEqual(20);
    expect(new Set(together.map((line) => line.seal.hash)).size).toBeLessThan(together.length);

    const file = folder.file('export.ndjson');
    const run = (some: readonly unknown[]) => {
      writeFileSync(file, some.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return verify(file);
    };
    const [use] = together;
    const place = all.indexOf(use);
    expect(await run(all)).toMatchObject({ code: 0, output: expect.stringMatching(/^OK: /) });
    expect(await run(all.slice(place))).toMatchObject({ code: 0, output: expect.stringMatching(/^OK: /) });
    expect(await run(all.with(place, { ...use, timestamp: new Date(0).toISOString() }))).toMatchObject({
      code: 1,
      output: expect.stringMatching(/entr(y|ies) \d+( to \d+)? was changed, added or moved/),
    });
    expect(await run(all.toSpliced(place, 1))).toMatchObject({ code: 1 });
  });

  test('verifies a file that begins later, and says what it cannot read', async () => {
    const file = folder.file('export.ndjson');
    writeFileSync(file, await (await exported('?after=2')).text());
    expect(await verify(file)).toMatchObject({ code: 0 });
    writeFileSync(file, 'no export\n');
    expect(await verify(file)).toEqual({ code: 2, output: 'Line 1 is none of an exported audit log.\n' });
    expect(await verify(folder.file('missing'))).toMatchObject({ code: 2 });
  });
});
