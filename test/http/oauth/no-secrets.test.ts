/** Secrets that pass through the OAuth routes, also in the wrong place, reach no log, audit entry, error or database. */
import { TestServer } from '../../support/server';
import { http } from '../http-client';
import { bearer, introspect, introspectBatch, openSession, report, revoke } from './requests';

let server: TestServer;
const secrets: string[] = [];
const answers: string[] = [];

beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'trace' });
  const { seed } = server;
  const service = keep((await seed.organizationToken('IntrospectTokens')).token);
  const repository = await seed.repository();
  const issue = async () => keep((await seed.viewToken('ReadAccess', repository)).token);
  const token = await issue();
  const session = keep(await openSession(server));
  const lacking = keep((await seed.organizationToken('ViewUsage')).token);

  const send = async (answer: Promise<{ text: string }>) => void answers.push((await answer).text);
  const ask = (parameters: Record<string, string>, by: string = service) =>
    send(introspect(server, by, parameters));
  await ask({ token });
  await ask({ token: session });
  await ask({ token: token.slice(0, -1) });
  await ask({ token: `${token} ` });
  await ask({ token }, lacking);
  await ask({ token }, session);
  await ask({ token }, `${service}x`);
  // In the place of something else.
  await ask({ token, permission: token });
  await ask({ token, permission: 'ReadAccess', view: token });
  await ask({ token, permission: 'ReadAccess', view: `${token}, ${session}` });
  await ask({ token, address: token });
  await ask({ token, token_type_hint: token });
  await ask({ [token]: token, token: 'a' });
  const raw = (path: string, type: string, body: string) =>
    send(http(server.url, { path, headers: { 'content-type': type, ...bearer(service) }, body }));
  const FORM = 'application/x-www-form-urlencoded';
  for (const path of [
    '/oauth2/introspect',
    '/oauth2/introspect/batch',
    '/oauth2/revoke',
    '/api/v1/tokens/leaked',
  ]) {
    await raw(`${path}?token=${token}`, FORM, 'a=b');
    await raw(`${path}/${token}`, FORM, 'a=b');
    await raw(path, `x/${token}`, token);
    await raw(path, 'application/json', `{"token":"${token}`);
    await raw(path, 'application/json', `{"tokens":"${token}"}`);
    await raw(path, 'application/json', `{"token":{"${token}":1}}`);
    await raw(path, 'text/plain', token);
    await raw(path, FORM, `token=a&token=${token}`);
  }
  await send(introspectBatch(server, service, { tokens: [{ token, permission: token }, { token }] }));
  await send(
    introspectBatch(server, service, { tokens: [{ token, permission: 'ReadAccess', view: token }] }),
  );
  await send(introspectBatch(server, service, { tokens: [{ token: session }, { token }] }));

  const found = await issue();
  await send(report(server, { token: found, url: `https://paste.example/${found}?u=${token}` }));
  await send(report(server, { token: 5, url: token }));
  await send(revoke(server, { token, token_type_hint: token }));
  await send(revoke(server, { token: session }));
  const allow = await server.database.refuse({ before: 'UPDATE ON token', message: 'broken' });
  const last = await issue();
  await send(revoke(server, { token: last }));
  await send(report(server, { token: last, url: last }));
  await allow();
  await server.restart();
}, 60_000);
afterAll(async () => server.stop());

function keep(secret: string): string {
  expect(secret).toMatch(/^[0-9A-Za-z]{24,32}~[0-9A-Za-z]{44}$/);
  secrets.push(secret);
  return secret;
}

function expectNoneIn(where: string | Buffer): void {
  expect(where.length).toBeGreaterThan(0);
  for (const secret of secrets)
    // The id alone is no secret; the rest of the string is.
    if (where.includes(secret.split('~')[1]!)) throw new Error(`holds the secret of ${secret.slice(0, 6)}…`);
}

test('no answer holds one', () => {
  expect(answers.length).toBeGreaterThan(40);
  expectNoneIn(answers.join('\n'));
});

test('nor does the log, at the level that says most', () => {
  expect(server.log).toContain('"path":"/oauth2/introspect"');
  expect(server.log).toContain('broken');
  expectNoneIn(server.log);
});

test('nor the audit log', () => {
  const types = new Set(server.audit().map(({ type }) => type));
  for (const type of ['authentication.refused', 'authorization.refused', 'hashedtokens.use', 'user.signout'])
    expect(types).toContain(type);
  expectNoneIn(JSON.stringify(server.audit()));
});

test('nor a byte of the database', () => {
  for (const bytes of server.database.bytes().filter((some) => some.length > 0)) expectNoneIn(bytes);
});
