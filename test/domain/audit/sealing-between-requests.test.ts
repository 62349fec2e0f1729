/** Where there is no other thread for it, the log is sealed between the requests, and before them once it gets late. */
import { LoggedUses } from './logged-uses';

const BLOCK = 256;
const BLOCKS = 40;

let uses: LoggedUses;
beforeEach(async () => {
  uses = await LoggedUses.open();
  for (let i = 0; i < BLOCKS; i++) await uses.useTogether(...Array.from({ length: BLOCK }, () => ({})));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await uses.remove();
});

/** How many turns others have while all of it is sealed. */
async function turnsWhileSealed(): Promise<number> {
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await uses.log.sealer.seal()).toBe(BLOCKS * BLOCK);
  isOver = true;
  expect(await uses.log.verify()).toMatchObject({ entries: BLOCKS * BLOCK, unsealed: 0, faults: [] });
  return turns;
}

test('requests have their turn after each block', async () => {
  expect(await turnsWhileSealed()).toBeGreaterThanOrEqual(BLOCKS);
});

test('where more comes than is sealed meanwhile, they wait for the rest of the round', async () => {
  let elapsed = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (elapsed += 300));
  expect(await turnsWhileSealed()).toBeLessThan(BLOCKS);
});

test('what is used meanwhile is on record, and sealed after it', async () => {
  const sealing = uses.log.sealer.seal();
  const isOver = sealing.then(() => true);
  let meanwhile = 0;
  do {
    await uses.use();
    meanwhile += 1;
  } while (!(await Promise.race([isOver, Promise.resolve(false)])));
  expect(meanwhile).toBeGreaterThan(1);
  await uses.seal();
  expect(await uses.log.verify()).toEqual({
    chains: 1,
    entries: BLOCKS * BLOCK + meanwhile,
    unsealed: 0,
    faults: [],
  });
});
