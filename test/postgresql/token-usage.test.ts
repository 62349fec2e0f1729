/** A token that is used on several servers has one history. */
import { HOUR } from '../support/clock';
import { TestServer } from '../support/server';

let servers: TestServer[];
beforeEach(async () => {
  const first = await TestServer.start();
  servers = [first, await first.another()];
});
afterEach(async () => {
  for (const server of servers.reverse()) await server.stop();
});

test('what two servers count of a token at the same time is added up, and neither overwrites the other', async () => {
  const [first, second] = servers as [TestServer, TestServer];
  const { token, id } = await first.seed.organizationToken('ViewUsage');
  const now = first.clock.now();
  const use = async (server: TestServer) => {
    const { status } = await server.anonymous.as(token).send('{ currentToken { id } }');
    expect(status).toBe(200);
  };
  for (let round = 0; round < 3; round++) {
    await Promise.all([use(first), use(second), use(second)]);
    await Promise.all([first.restart(), second.restart()]);
  }
  const answer = await first.root.ask(
    `{ token(tokenId: "${id}") { usage(from: ${now}, to: ${now + HOUR}, resolution: Day) { used refused } usedAddresses { address used refused } } }`,
  );
  expect(answer.token).toEqual({
    usage: [{ used: 9, refused: 0 }],
    usedAddresses: [{ address: '127.0.0.1', used: 9, refused: 0 }],
  });
});
