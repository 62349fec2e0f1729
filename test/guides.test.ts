/** Each guide, followed word by word, does what it says. */
import { drawTokenString } from '../src/tokens/token-secret';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { TemporaryFolder } from './storage/temporary-store';
import { HOUR, DAY, TestClock } from './support/clock';
import { freePort } from './support/free-port';
import { TestServer } from './support/server';
import { outputOf, PROJECT, shellBlocks } from './support/shell-page';
import { TO_RECEIVERS } from './support/webhook-receiver';

let server: TestServer;
// The pages compute expiries from the machine's clock, so the server stands at the same moment.
beforeEach(
  async () => (server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' }, new TestClock(Date.now()))),
);
afterEach(async () => server.stop());

/** Follows a guide; answers what each `ask` printed, parsed where it is JSON. */
async function follow(guide: string): Promise<any[]> {
  const lines = await outputOf(shellBlocks(`docs/guides/${guide}.md`).join('\n'), server);
  return lines.map((line) => (line.startsWith('{') ? JSON.parse(line) : line));
}

const refusedFor = (permission: string) => ({
  errors: [
    expect.objectContaining({
      message: expect.stringContaining(permission),
      extensions: { code: 'FORBIDDEN' },
    }),
  ],
  data: null,
});
const INVALID = 'The supplied authentication is invalid';

/** The newest token of a name, as a client; its string is what the page kept. */
async function idOf(name: string): Promise<string> {
  const { tokens } = await server.root.ask(
    'query ($name: String!) { tokens(searchFilter: $name, sortBy: Name) { results { id } } }',
    { name },
  );
  return tokens.results[0].id;
}

test('a token that creates repositories, from the local network only', async () => {
  const [inside, outside, created, refused] = await follow('repositories-from-the-local-network');
  expect(inside.data.testIPFilter).toEqual({
    allowed: true,
    explanation: expect.stringContaining('allow 10.0.0.0/8'),
  });
  expect(outside.data.testIPFilter.allowed).toBe(false);
  expect(created.data.createRepository.repository.name).toBe('web-logs');
  expect(refused).toEqual(refusedFor('ManageUsers'));

  const { rotateToken } = await server.root.ask(
    'mutation ($id: String!) { rotateToken(input: { id: $id }) }',
    {
      id: await idOf('makes repositories'),
    },
  );
  const elsewhere = server.anonymous.as(rotateToken).withHeaders({ 'x-forwarded-for': '203.0.113.9' });
  expect(
    (await elsewhere.send('mutation { createRepository(name: "x") { repository { id } } }')).status,
  ).toBe(403);
});

test('a fleet management token that dies after a day', async () => {
  const [install, group, listed, deleted] = await follow('fleet-management-for-a-day');
  expect(install.data.createFleetInstallToken).toEqual({
    name: 'web servers',
    token: expect.stringMatching(/^\w{32}~\w{44}$/),
  });
  expect(group.data.createLogCollectorGroup.filter).toBe('hostname=web*');
  expect(listed.data.fleetInstallationTokens).toEqual([{ name: 'web servers' }]);
  expect(deleted.data.deleteFleetInstallToken).toBe(true);

  const { rotateToken } = await server.root.ask(
    'mutation ($id: String!) { rotateToken(input: { id: $id }) }',
    { id: await idOf('deployment') },
  );
  // The page reads the machine's clock a moment after the server's was set to it.
  server.clock.advance(DAY + HOUR);
  expect((await server.anonymous.as(rotateToken).send('{ currentToken { id } }')).text).toBe(INVALID);
});

test('a token for one repository’s archiving, and one for bucket storage', async () => {
  const [configured, disabled, read, refused, bucket, noRepositories] = await follow('archiving-and-buckets');
  expect(configured.data.s3ConfigureArchiving.result).toBe(true);
  expect(disabled.data.s3DisableArchiving.result).toBe(true);
  expect(read.data.repository.s3ArchivingConfiguration).toEqual({
    bucket: 'example-archive',
    region: 'eu-central-1',
    disabled: true,
  });
  expect(refused).toEqual(refusedFor('ChangeRetention'));
  expect(noRepositories.errors[0].extensions.code).toBe('FORBIDDEN');
  expect(bucket.data.setOrganizationBucket1.configs.bucketStorage).toEqual({ targetBucketId1: 'bucket-1' });
});

test('a token that can only create users, for an hour', async () => {
  const [ada, grace, edsger, noRoot, current, revoked, gone] = await follow('users-for-an-hour');
  expect([ada, grace, edsger].map((answer) => answer.data.addUserV2.username)).toEqual([
    'ada',
    'grace',
    'edsger',
  ]);
  expect(noRoot).toEqual(refusedFor('root'));
  expect(current.data.currentToken.id).toMatch(/^\w{32}$/);
  expect(revoked.data.revokeOrganizationPermissionsToken).toBe(true);
  expect(gone).toBe(INVALID);
  expect(
    server.audit({ type: 'hashedtokens.change', targetId: current.data.currentToken.id }).at(-1)?.details,
  ).toMatchObject({
    reason: 'all users are over',
  });

  const again = await server.seed.organizationToken('ManageUsers', { expireAt: server.clock.now() + HOUR });
  server.clock.advance(HOUR);
  expect((await again.client.send('{ currentToken { id } }')).text).toBe(INVALID);
});

test('a personal token loses what its user loses', async () => {
  const [assigned, joined, created, left, refused, viewer] = await follow('personal-tokens-follow-roles');
  expect(assigned.data.assignOrganizationRoleToGroup.group.role.displayName).toBe('Repository makers');
  expect(joined.data.addUsersToGroup.group.userCount).toBe(1);
  expect(created.data.createRepository.repository.name).toBe('lins-logs');
  expect(left.data.removeUsersFromGroup.group.userCount).toBe(0);
  expect(refused).toEqual(refusedFor('CreateRepository'));
  expect(viewer.data.viewer.username).toBe('lin');
});

test('a token gets a new secret while the old one works on', async () => {
  const [old, renewed, current, revoked, gone] = await follow('a-new-secret-without-downtime');
  const { id } = renewed.data.currentToken;
  expect(old.data.currentToken.id).toBe(id);
  const { previousSecret } = current.data.currentToken;
  expect(previousSecret.worksUntil).toBe(server.clock.now() + HOUR);
  expect(server.audit({ type: 'hashedtokens.use', actorTokenId: id })[0]?.details.previousTokenId).toBe(
    previousSecret.id,
  );
  expect(revoked.data.deleteToken).toBe(true);
  expect(gone).toBe(INVALID);
});

test('why a token is refused', async () => {
  const answers = await follow('why-not');
  const explained = answers.map(({ data }) => data.explainAccess);
  expect(explained.map(({ allowed, status, reason }) => [allowed, status, reason])).toEqual([
    [true, 200, null],
    [false, 403, 'addressRefused'],
    [false, 403, 'permissionNotHeld'],
    [true, 200, null],
  ]);
  const decided = explained[1].checks.find(({ outcome }: { outcome: string }) => outcome === 'Failed');
  expect(decided.rule).toContain('203.0.113.9');
});

test('a service that lets callers in by introspection', async () => {
  const [caller, met, unmet, lacking, kept, batch, revoked, after] = await follow('introspection');
  expect(caller).toMatchObject({
    active: true,
    scope: 'ChangeFiles CreateFiles UpdateFiles DeleteFiles ReadAccess',
    token_name: 'caller',
    views: [{ name: 'orders' }],
  });
  const page = readFileSync(path.join(PROJECT, 'docs/guides/introspection.md'), 'utf8');
  for (const member of Object.keys(caller)) expect(page).toContain(`"${member}"`);
  expect(met.active).toBe(true);
  expect(unmet).toEqual({ active: false });
  expect(lacking).toEqual({
    error: 'insufficient_scope',
    error_description: expect.stringContaining('IntrospectTokens'),
  });
  expect(kept.trim()).toBe('cache-control: private, max-age=10');
  expect(batch.results.map((result: any) => result.active)).toEqual([true, false]);
  expect([revoked, after]).toEqual(['200', { active: false }]);
  expect(server.audit({ type: 'hashedtokens.use', actorTokenId: caller.token_id })[0]).toMatchObject({
    clientAddress: '203.0.113.9',
  });
});

describe('leaked tokens', () => {
  const page = readFileSync(path.join(PROJECT, 'docs/guides/leaked-tokens.md'), 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)![1]!;

  test('are revoked by a report', async () => {
    const [first, second, gone, found] = await follow('leaked-tokens');
    expect([first, second, gone]).toEqual(['204', '204', INVALID]);
    const { details } = found.data.auditEntries.entries[0];
    expect(details).toMatchObject({
      endReason: 'leaked',
      reason: 'reported as found at https://git.example.com/app/blob/main/.env#L3',
    });
  });

  test('are found by the scanners’ expressions, and nothing else is', () => {
    const token = drawTokenString('token').text;
    const gitleaks = new RegExp(/regex = '''(.*)'''/.exec(block('toml'))![1]!);
    const github = new RegExp(`(\\A|^|[^0-9A-Za-z])(${block('text').trim()})($|[^0-9A-Za-z])`);
    for (const text of [token, `TOKEN=${token}`, `"${token}",`, `Bearer ${token}\r`]) {
      expect(gitleaks.exec(text)?.[1]).toBe(token);
      expect(github.exec(text)?.[2]).toBe(token);
    }
    for (const text of [`x${token}`, `${token}x`, token.slice(1), token.replace('~', '-')])
      for (const expression of [gitleaks, github]) expect(expression.test(text)).toBe(false);
  });

  test('are confirmed offline by the code of the page', () => {
    const drawn = [drawTokenString('token').text, drawTokenString('session').text];
    const wrong = drawn.flatMap((text) => [
      text.slice(0, -1),
      `${text}0`,
      `${text.startsWith('a') ? 'b' : 'a'}${text.slice(1)}`,
      text.replace('~', '-'),
    ]);
    const asked = JSON.stringify([...drawn, ...wrong]);
    const code = `${block('js')}\nconsole.log(JSON.stringify(${asked}.map(isTollgateToken)));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-'], {
      input: code,
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual([...drawn.map(() => true), ...wrong.map(() => false)]);
  });
});
test('webhooks, and a receiver that believes only what is signed', async () => {
  const port = await freePort('127.0.0.1');
  const url = `http://127.0.0.1:${port}/hooks`;
  await server.stop();
  server = await TestServer.start(TO_RECEIVERS, new TestClock(Date.now()));
  const page = readFileSync(path.join(PROJECT, 'docs/guides/webhooks.md'), 'utf8');
  const folder = new TemporaryFolder();
  const [setUp, making, use] = shellBlocks('docs/guides/webhooks.md');
  const script = `${setUp}${making}cp webhook-secret.txt ${folder.path}\n${use}`;
  const lines = await outputOf(script.replace('https://receiver.example.com/hooks', url), server);
  const [test, listed, deleted] = lines.map((line) => JSON.parse(line));
  expect(test.data.sendTestWebhookEvent.state).toBe('pending');
  expect(listed.data.webhookDeliveries.results).toMatchObject([{ type: 'webhook.test' }]);
  expect(deleted.data.deleteToken).toBe(true);

  writeFileSync(folder.file('receiver.mjs'), /```js\n([\s\S]*?)```/.exec(page)![1]!);
  const receiver = spawn(process.execPath, [folder.file('receiver.mjs')], {
    env: {
      PORT: String(port),
      WEBHOOK_SECRET: readFileSync(folder.file('webhook-secret.txt'), 'utf8').trim(),
    },
  });
  try {
    const heard: string[] = [];
    receiver.stdout.on('data', (chunk: Buffer) => heard.push(...chunk.toString().trim().split('\n')));
    await listening(port);
    // What was tried before the receiver was there is due again.
    server.clock.advance(30_000);
    await server.deliverWebhooks();
    const { webhooks } = await server.root.ask('{ webhooks { id } }');
    const { webhookDeliveries } = await server.root.ask(
      'query ($id: String!) { webhookDeliveries(webhookId: $id) { results { id body state } } }',
      { id: webhooks[0].id },
    );
    const { results } = webhookDeliveries;
    expect(results.map(({ state }: any) => state)).toEqual(['delivered', 'delivered', 'delivered']);
    const forged = {
      'webhook-id': results[0].id,
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
    };
    const answer = await fetch(url, { method: 'POST', headers: forged, body: results[0].body });
    expect(answer.status).toBe(401);
    receiver.kill();
    await new Promise((resolve) => receiver.on('close', resolve));
    expect(heard.map((line) => line.trim()).sort()).toEqual([
      'token.created ci',
      'token.revoked ci',
      'webhook.test',
    ]);
  } finally {
    receiver.kill();
    folder.remove();
  }
});

/** Resolves once something takes connections there. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
