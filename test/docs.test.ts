/** What the documentation says is so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { auditLogPage } from '../src/audit/audit-log-page';
import { loadConfig, SETTING_NAMES } from '../src/config';
import { PROTOCOL_ERROR_CODES } from '../src/graphql/errors';
import { MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_TOKENS } from '../src/graphql/limits';
import { permissionTable } from '../src/graphql/permission-table';
import { ERROR_CODES } from '../src/kernel/domain-error';
import { DAY, HOUR, MINUTE, TestClock } from './support/clock';
import { DENIED_BY_DEFAULT } from '../src/webhooks/denied-by-default';
import { TestServer } from './support/server';
import { outputOf, PROJECT, shellBlocks } from './support/shell-page';

const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');

describe('the commands of a page do what the page says:', () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start()));
  afterAll(async () => server.stop());

  test('README.md, a first token and the rest of its life', async () => {
    const [first, rest] = shellBlocks('README.md').filter((block) => block.includes('$TOKEN'));
    const output = await outputOf(first! + rest!, server);
    expect(output).toHaveLength(6);
    expect(JSON.parse(output[0]!)).toEqual({
      data: { addUserV2: { id: expect.any(String), username: 'ada' } },
    });
    expect(read('README.md')).toContain(JSON.parse(output[1]!).errors[0].message);
    expect(output[2]).toBe('The supplied authentication is invalid');
    expect(JSON.parse(output[3]!).data.currentToken).toEqual({
      id: expect.stringMatching(/^\w{32}$/),
      name: 'adds users',
      expireAt: expect.any(Number),
    });
    expect(JSON.parse(output[4]!)).toEqual({ data: { deleteToken: true } });
    expect(output[5]).toBe('The supplied authentication is invalid');
  });

  test('docs/audit-log.md, reading and exporting it', async () => {
    const blocks = shellBlocks('docs/audit-log.md').filter((block) => block.includes('curl'));
    const [read, exporting] = blocks.map((block) => block.replace(/^npm run .*$/m, 'cat audit.ndjson'));
    const [page] = await outputOf(read!, server);
    expect(JSON.parse(page!).data.auditEntries.entries).toHaveLength(5);
    server.clock.advance(2 * MINUTE);
    await server.keepAuditLog();
    const lines = await outputOf(exporting!, server);
    expect(lines.length).toBeGreaterThan(3);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ checkpoint: { kind: 'head' } });
  });

  test('docs/monitoring.md, asking after its health', async () => {
    const block = shellBlocks('docs/monitoring.md').find((candidate) => candidate.includes('/health/'))!;
    const output = (await outputOf(block, server)).join('');
    expect(output).toBe('{"status":"live"}{"status":"ready"}');
  });

  test('docs/operations.md, getting in again without root’s token', async () => {
    const TOLLGATE_ROOT_PASSWORD = 'correct horse battery';
    await server.root.ask(
      'mutation ($newPassword: String!) { setPassword(input: { newPassword: $newPassword }) }',
      {
        newPassword: TOLLGATE_ROOT_PASSWORD,
      },
    );
    const block = shellBlocks('docs/operations.md').find((candidate) => candidate.includes('/api/v1/login'))!;
    const output = await outputOf(block, server, { TOLLGATE_ROOT_PASSWORD });
    const { createPersonalUserToken: token } = JSON.parse(output.at(-1)!).data;
    const { viewer } = await server.anonymous.as(token).ask('{ viewer { username } }');
    expect(viewer.username).toBe('root');
  });
});

test('docs/tokens.md finds tokens by their state and revokes many at once', async () => {
  // The page counts 90 days back from the machine's clock.
  const server = await TestServer.start({}, new TestClock(Date.now() - 100 * DAY));
  try {
    const { seed, clock } = server;
    const stale = await seed.organizationToken('ManageUsers', {
      name: 'stale',
      expireAt: clock.now() + HOUR,
    });
    const gone = await seed.organizationToken('ViewUsage');
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: gone.id });

    const output = await outputOf(shellBlocks('docs/tokens.md').join(''), server);

    expect(output).toHaveLength(4);
    const [soon, ended, preview, revoked] = output.map((line) => JSON.parse(line).data);
    expect(soon.tokens.results).toEqual([
      expect.objectContaining({ name: 'stale', createdBy: { userName: 'root', tokenName: 'personal' } }),
    ]);
    expect(ended.tokens.results).toEqual([
      expect.objectContaining({ id: gone.id, state: 'Revoked', endReason: 'revoked', endedAt: clock.now() }),
    ]);
    expect(preview.previewTokenRevocation.results.map(({ name }: any) => name)).toEqual(['stale']);
    expect(revoked.revokeTokens).toEqual({ revoked: 1, skipped: 0, tokenIds: [stale.id] });
    expect((await stale.client.send('{ currentToken { id } }')).status).toBe(401);
  } finally {
    await server.stop();
  }
});

test('docs/configuration.md lists every setting with its default, and no other', () => {
  const rows = [...read('docs/configuration.md').matchAll(/^\| `([A-Z_]+)` \|([^|]*)\|/gm)];
  expect(rows.map((row) => row[1]).sort()).toEqual([...SETTING_NAMES].sort());
  const defaults = loadConfig({});
  const documented = Object.fromEntries(rows.map((row) => [row[1], row[2]!.replaceAll('`', '').trim()]));
  expect(documented).toMatchObject({
    HOST: defaults.host,
    PORT: String(defaults.port),
    TOLLGATE_DATA: './data',
    TOLLGATE_SESSION_MINUTES: String(defaults.sessionLifetimeMs / 60_000),
    TOLLGATE_BCRYPT_COST: String(defaults.bcryptCost),
    TOLLGATE_EXPIRING_SOON_DAYS: String(defaults.expiringSoonMs / DAY),
    TOLLGATE_SHUTDOWN_SECONDS: String(defaults.shutdownTimeoutMs / 1_000),
    TOLLGATE_LOG_LEVEL: defaults.logLevel,
    TOLLGATE_WEBHOOKS_ALLOW_HTTP: String(defaults.webhooks.allowsHttp),
  });
  for (const origin of defaults.allowedOrigins) expect(documented.TOLLGATE_ALLOWED_ORIGINS).toContain(origin);
});

test('docs/configuration.md states the limits on queries', () => {
  expect(read('docs/configuration.md')).toContain(
    `${MAX_TOKENS.toLocaleString('en')} lexical tokens, ${MAX_DEPTH} levels of fields, ${MAX_ALIASES} aliases, ${MAX_DIRECTIVES} directives`,
  );
});

test('docs/ip-filters.md lists the addresses that webhooks are not sent to', () => {
  expect(read('docs/ip-filters.md')).toContain(DENIED_BY_DEFAULT);
});

test('docs/errors.md lists every code with its meaning, and no other', () => {
  const rows = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map((row) => [
    row[1],
    row[2],
  ]);
  expect(Object.fromEntries(rows)).toEqual({ ...ERROR_CODES, ...PROTOCOL_ERROR_CODES });
});

test('docs/errors.md knows every error code of OAuth', () => {
  const [, codes = ''] = /type OAuthErrorCode =([^;]+);/.exec(read('src/http/oauth-errors.ts'))!;
  const names = [...codes.matchAll(/'([a-z_]+)'/g)].map((match) => match[1]!);
  const rows = [...read('docs/errors.md').matchAll(/^\| [\d, ]+ \| `([a-z_]+)` \|/gm)].map((row) => row[1]!);
  expect(rows).toEqual(names);
});

test('docs/permissions.md and docs/audit-log.md are what the code prints', () => {
  expect(read('docs/permissions.md')).toBe(permissionTable());
  expect(read('docs/audit-log.md')).toBe(auditLogPage());
});

test('docs/audit-log.md knows every event', () => {
  const events = [...read('src/audit/audit-event.ts').matchAll(/readonly type: ([^;]+);/g)].flatMap((match) =>
    [...match[1]!.matchAll(/'([a-z.]+)'/g)].map((name) => name[1]!),
  );
  expect(events.length).toBeGreaterThan(15);
  for (const event of new Set(events)) expect(read('docs/audit-log.md')).toContain(`\`${event}\``);
});

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

test.each(PAGES)('%s links to nothing that is not there', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^https?:/.test(link));
  const missing = links.filter((link) => !existsSync(path.resolve(PROJECT, path.dirname(page), link)));
  expect(missing).toEqual([]);
});
