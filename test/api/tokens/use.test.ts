/** When a token was last used, and for what, is told by the audit log. */
import { MINUTE } from '../../support/clock';
import { TestServer } from '../../support/server';
import { oneOfEachKind, statusOf } from './operations';

let server: TestServer;

beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

describe('the use of a token', () => {
  const usesOf = (tokenId: string) =>
    server.audit({ type: 'hashedtokens.use', actorTokenId: tokenId }).map(({ time, count, details }) => ({
      time,
      count,
      operation: details.operation as string,
    }));

  test('is on record, once a minute with how often, from the first answer on', async () => {
    const { id, client } = await server.seed.organizationToken('ViewUsage');
    server.clock.advance(MINUTE);
    const first = server.clock.now();
    const use = () => client.ask('{ currentToken { id } }');

    await use();
    expect(usesOf(id)).toEqual([{ time: first, count: 1, operation: 'query currentToken' }]);
    await use();
    await use();
    server.clock.advance(MINUTE);
    await use();
    const expected = [
      { time: first, count: 3, operation: 'query currentToken' },
      { time: first + MINUTE, count: 1, operation: 'query currentToken' },
    ];
    // Later uses of a minute are added to its entry within a second.
    const deadline = Date.now() + 5_000;
    while (usesOf(id)[0]?.count !== 3 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(usesOf(id)).toEqual(expected);
  });

  test.each([
    ['personal', 'personalUserToken'],
    ['view', 'viewPermissionToken'],
    ['organization', 'organizationPermissionToken'],
    ['system', 'systemPermissionToken'],
  ] as const)('is on record for a %s token too, as by a %s', async (kind, actorType) => {
    const token = (await oneOfEachKind(server, await server.seed.repository()))[kind];
    expect(await statusOf(token)).toBe(200);
    expect(server.audit({ type: 'hashedtokens.use', actorTokenId: token.id })).toEqual([
      expect.objectContaining({ outcome: 'succeeded', actorType, clientAddress: '127.0.0.1' }),
    ]);
  });

  test('is on record for each operation of a request by itself, and when the request could not be understood', async () => {
    const { id, client } = await server.seed.organizationToken('ViewUsage');
    await client.send('query named { a: currentToken { id } b: currentToken { id } meta { version } }');
    await client.send('{ nonsense }');
    expect(usesOf(id).map(({ operation }) => operation)).toEqual([
      'query currentToken',
      'query meta',
      '(no valid operation)',
    ]);
  });
});
