/** Uses that wait for the disk at the same moment are one row, and stand or fall with it. */
import { fieldsOf, linesOf } from '../../../src/audit/block-lines';
import { SECOND } from '../../support/clock';
import { LoggedUses } from './logged-uses';

let uses: LoggedUses;
beforeEach(async () => (uses = await LoggedUses.open()));
afterEach(() => uses.remove());

const requestsIn = async (): Promise<unknown[][]> => {
  const texts = new Map((await uses.texts()).map(({ id, uses }) => [id, uses]));
  return (await uses.blockRows()).map(({ id }) =>
    linesOf(texts.get(id)!).map((line) => fieldsOf(line)['requestId']),
  );
};
const requests = (count: number) => Array.from({ length: count }, (_, i) => ({ requestId: `r${i}` }));

test('those of the same moment are one row with an entry for each', async () => {
  await uses.useTogether(...requests(5));
  expect(await requestsIn()).toEqual([['r0', 'r1', 'r2', 'r3', 'r4']]);
  expect(await uses.blockRows()).toMatchObject([{ count: 5, type: 'uses', organizationId: 'org-1' }]);
});

test('one by itself is on the disk when its promise resolves', async () => {
  for (let i = 0; i < 3; i++) {
    await uses.use({ requestId: `r${i}` });
    expect((await requestsIn()).flat()).toHaveLength(i + 1);
  }
});

test('each organization has its own', async () => {
  const [a, b] = ['org-1', 'org-2'];
  await uses.useTogether(
    ...[a, b, a, b, b].map((organizationId, i) => ({ organizationId, requestId: `r${i}` })),
  );
  expect(await requestsIn()).toEqual([
    ['r0', 'r2'],
    ['r1', 'r3', 'r4'],
  ]);
  expect((await uses.blockRows()).map((row) => row.organizationId)).toEqual([a, b]);
});

test('no block has more than 256, and none is lost', async () => {
  await uses.useTogether(...requests(1_300));
  const blocks = await requestsIn();
  expect(Math.max(...blocks.map(({ length }) => length))).toBe(256);
  expect(blocks.flat()).toEqual(requests(1_300).map(({ requestId }) => requestId));
});

test.each([
  ['forward', SECOND],
  ['back', -SECOND],
])('a clock that jumps %s begins another block: none has uses that are a second apart', async (_, jump) => {
  const waiting = [uses.use({ requestId: 'before' })];
  uses.log.clock.advance(jump);
  waiting.push(uses.use({ requestId: 'after' }));
  await Promise.all(waiting);
  expect(await requestsIn()).toEqual([['before'], ['after']]);
});

test('a block has the time of its latest use', async () => {
  const waiting = [
    uses.use(),
    (uses.log.clock.advance(400), uses.use()),
    (uses.log.clock.advance(-200), uses.use()),
  ];
  await Promise.all(waiting);
  const [block] = await uses.blockRows();
  expect(block).toMatchObject({
    count: 3,
    time: uses.log.clock.now() + 200,
    lastTime: uses.log.clock.now() + 200,
  });
});

test('in each second the index has each token and address once', async () => {
  const from = (tokenId: string) => ({ tokenId, clientAddress: '198.51.100.7' });
  await uses.useTogether(from('a'), from('a'), from('b'));
  await uses.useTogether(from('b'), from('c'));
  const second = Math.floor(uses.log.clock.now() / SECOND);
  const terms = async () => (await uses.index()).map(({ term, second }) => [term, second]).sort();
  const all = ['address 198.51.100.7', 'token a', 'token b', 'token c'];
  expect(await terms()).toEqual(all.map((term) => [term, second]));
  uses.log.clock.advance(SECOND);
  await uses.use(from('a'));
  expect(await terms()).toHaveLength(all.length + 2);
});

test('a block that cannot be written is refused to each, and the next is found by everything it has', async () => {
  uses.log.tamper(
    `CREATE TRIGGER full BEFORE INSERT ON audit_use_block BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  );
  const results = await Promise.allSettled(requests(3).map((of) => uses.use(of)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect([await uses.rows(), await uses.texts(), await uses.index()]).toEqual([[], [], []]);

  uses.log.tamper('DROP TRIGGER full');
  await uses.use({ requestId: 'after' });
  expect(await requestsIn()).toEqual([['after']]);
  expect((await uses.index()).map(({ term }) => term)).toEqual(['token token-1']);
});
