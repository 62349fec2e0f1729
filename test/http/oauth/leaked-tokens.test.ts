/** POST /api/v1/tokens/leaked: what is real among what a scanner has found is revoked, and nobody can tell what was. */
import { drawTokenString } from '../../../src/tokens/token-secret';
import { HOUR, MINUTE } from '../../support/clock';
import { TestServer } from '../../support/server';
import { guessAt, openSession, report, revoke, visible } from './requests';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const works = async (token: string) =>
  (await server.anonymous.as(token).send('{ meta { version } }')).status === 200;
const endOf = (id: string) => server.audit({ type: 'hashedtokens.change', targetId: id }).at(-1)!;
const issue = () => server.seed.organizationToken('ViewUsage');

test('a real token is revoked, with the reason “leaked” and where it was found', async () => {
  const { token, id } = await issue();
  const url = 'https://git.example.com/a/b/blob/main/.env#L3?ü=“x”';
  expect(await report(server, { token, url })).toMatchObject({ status: 204, text: '' });
  expect(await works(token)).toBe(false);
  expect(endOf(id)).toMatchObject({
    actorType: 'anonymous',
    clientAddress: '127.0.0.1',
    details: { actionName: 'delete', endReason: 'leaked', reason: `reported as found at ${url}` },
  });
  expect(server.database.all('SELECT "endReason" FROM token WHERE id = ?', id)).toEqual([
    { endReason: 'leaked' },
  ]);
});

test('the answer is the same, byte by byte, for real, unknown, malformed, expired and revoked ones, and for guesses', async () => {
  const [real, revoked, guessed] = [await issue(), await issue(), await issue()];
  const { id: ipFilterId } = await server.seed.ipFilter('deny all');
  const filtered = await server.seed.organizationToken('ViewUsage', { ipFilterId });
  const expired = await server.seed.organizationToken('ViewUsage', { expireAt: server.clock.now() + HOUR });
  await revoke(server, { token: revoked.token });
  server.clock.advance(HOUR);
  const session = await openSession(server);
  const answers = [];
  for (const token of [
    real.token,
    real.token,
    revoked.token,
    expired.token,
    filtered.token,
    session,
    guessAt(guessed.id),
    drawTokenString('token').text,
    'letmein',
    '\u0000\ud800',
  ])
    answers.push(await report(server, { token }));
  for (const answer of answers) expect(visible(answer)).toEqual(visible(answers[0]!));
  expect(answers[0]).toMatchObject({ status: 204, text: '' });
  expect(answers[0]!.headers.get('cache-control')).toBe('no-store');

  for (const token of [real.token, filtered.token, session]) expect(await works(token)).toBe(false);
  expect(endOf(filtered.id).details.endReason).toBe('leaked');
  expect(await works(guessed.token)).toBe(true);
  expect(endOf(revoked.id).details.endReason).toBe('revoked');
});

test('a list is dealt with one by one', async () => {
  const tokens = await Promise.all(Array.from({ length: 5 }, issue));
  const list = tokens.flatMap(({ token }) => [{ token }, { token: 'letmein' }, { token, url: null }]);
  expect((await report(server, list)).status).toBe(204);
  for (const { token, id } of tokens) {
    expect(await works(token)).toBe(false);
    expect(server.audit({ type: 'hashedtokens.change', targetId: id })).toHaveLength(2);
  }
});

test.each<[string, string, string]>([
  ['NUL', 'a\u0000b', 'a\ufffdb'],
  ['line breaks', 'https://a\r\nSet-Cookie: b', 'https://a\ufffd\ufffdSet-Cookie: b'],
  ['half a character', 'a\ud800b', 'a\ufffdb'],
  ['what turns the direction of text round', 'a\u202eb\u2028c', 'a\ufffdb\ufffdc'],
  ['escapes of a terminal', '\u001b[2J', '\ufffd[2J'],
])('an address with %s does no harm and keeps no token from being revoked', async (_what, url, kept) => {
  const { token, id } = await issue();
  expect((await report(server, { token, url })).status).toBe(204);
  expect(await works(token)).toBe(false);
  expect(endOf(id).details.reason).toBe(`reported as found at ${kept}`);
});

test('nor does a very long one, of which the beginning is kept, nor an empty one', async () => {
  const [long, empty] = [await issue(), await issue()];
  await report(server, [
    { token: long.token, url: '\u{1f98a}'.repeat(20_000) },
    { token: empty.token, url: '' },
  ]);
  expect(endOf(long.id).details.reason).toBe(`reported as found at ${'\u{1f98a}'.repeat(1_000)}`);
  expect(endOf(empty.id).details.reason).toBe('reported as found in the open');
});

test('an address that holds the token itself, or another one, is kept without it', async () => {
  const [leaked, other] = [await issue(), await issue()];
  const url = `https://paste.example/?t=${leaked.token}&u=${other.token.replace('~', '%7E')}&${'a'.repeat(990)}${other.token}`;
  await report(server, { token: leaked.token, url });
  expect(endOf(leaked.id).details.reason).toMatch(
    /^reported as found at https:\/\/paste\.example\/\?t=\[redacted\]&u=\[redacted\]&a+$/,
  );
  expect(await works(other.token)).toBe(true);
});

test.each<[string, unknown]>([
  ['nothing', ''],
  ['null', 'null'],
  ['a text', '"letmein"'],
  ['JSON that breaks off', '{"token":"hunter'],
  ['no token', {}],
  ['an empty token', { token: '' }],
  ['a token that is a number', { token: 5 }],
  ['a token in a list', { token: ['letmein'] }],
  ['a token that is far too long', { token: 'a'.repeat(1_025) }],
  ['an address that is a number', { token: 'letmein', url: 5 }],
  ['an empty list', []],
  ['more than a hundred', Array.from({ length: 101 }, () => ({ token: 'letmein' }))],
  ['a list of lists', [[{ token: 'letmein' }]]],
])('%s is a bad request', async (_what, body) => {
  const answer = await report(server, body);
  expect(answer.status).toBe(400);
  expect(answer.text + server.log).not.toMatch(/letmein|hunter/);
});

test('a report of which one find is wrong in form revokes nothing, whatever else it holds', async () => {
  const { token } = await issue();
  expect((await report(server, [{ token }, { token: 5 }])).status).toBe(400);
  expect(await works(token)).toBe(true);
});

test('guesses are counted as anywhere else: one entry a minute', async () => {
  server.clock.advance(MINUTE);
  const before = server.audit({ type: 'authentication.refused' }).length;
  const ids = [await issue(), await issue()].map(({ id }) => id);
  const guesses = [drawTokenString('token').text, ...ids.map(guessAt)];
  await report(
    server,
    [...guesses, ...guesses].map((token) => ({ token })),
  );
  await server.restart();
  const entries = server.audit({ type: 'authentication.refused' }).slice(before);
  expect(entries).toEqual([
    expect.objectContaining({
      count: 6,
      clientAddress: '127.0.0.1',
      organizationId: null,
      details: expect.objectContaining({ reason: 'unknownTokenOrWrongSecret', tokenIds: ids }),
    }),
  ]);
});

test('where the log cannot be written no token is half revoked, and the report can be made again', async () => {
  const [first, second] = [await issue(), await issue()];
  const allow = await server.database.refuse({
    before: 'INSERT ON audit_entry',
    when: 'NEW."targetId" = \'' + second.id + "'",
    message: 'broken',
  });
  const list = [{ token: first.token }, { token: second.token }];
  const answer = await report(server, list);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toMatch(/broken|sqlite|postgres|insert/i);
  expect([await works(first.token), await works(second.token)]).toEqual([false, true]);
  await allow();
  expect((await report(server, list)).status).toBe(204);
  expect(await works(second.token)).toBe(false);
  expect(server.audit({ type: 'hashedtokens.change', targetId: second.id })).toHaveLength(2);
});
