/** Where much is to be sealed, another thread works it out. */
import { rowEnds } from '../../../src/audit/row-ends';
import { RowEndsThread } from '../../../src/audit/row-ends-thread';
import { TemporaryFolder } from '../../storage/temporary-store';
import { SILENT } from '../../support/silent-log';
import { LoggedUses } from './logged-uses';
import { compiledProgram } from './row-ends-program';

const BLOCK = 256;

let folder: TemporaryFolder;
let thread: RowEndsThread;
let asked: jest.SpyInstance;
let uses: LoggedUses;
beforeAll(() => (folder = new TemporaryFolder()));
afterAll(() => folder.remove());
beforeEach(async () => {
  thread = new RowEndsThread(compiledProgram(folder), SILENT);
  asked = jest.spyOn(thread, 'ends');
  uses = await LoggedUses.open(thread);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await uses.log.sealer.stop();
  await uses.remove();
});

async function useMuch(blocks: number): Promise<void> {
  for (let i = 0; i < blocks; i++) await uses.useTogether(...Array.from({ length: BLOCK }, () => ({})));
}

test('the thread is asked, and the log is as if it had not been', async () => {
  await uses.log.write('org-1', 'ada');
  await useMuch(20);
  await uses.useTogether({ organizationId: 'org-2' });
  await uses.log.write('org-1', 'grace');
  const entries = 20 * BLOCK + 3;
  expect(await uses.log.sealer.seal()).toBe(entries);
  expect(asked).toHaveBeenCalled();
  await uses.log.sealer.stop();
  expect(await uses.log.verify()).toEqual({ chains: 2, entries, unsealed: 0, faults: [] });
});

test('for little it is not asked', async () => {
  await uses.useTogether({}, {}, {});
  expect(await uses.log.sealer.seal()).toBe(3);
  expect(asked).not.toHaveBeenCalled();
});

test('a block that was changed before is found out, and stays found out', async () => {
  await useMuch(4);
  const [, block] = await uses.texts();
  uses.log.tamper(
    'UPDATE audit_use_block SET uses = ? WHERE id = ?',
    block!.uses.replace('curl', 'wget'),
    block!.id,
  );
  expect(await uses.log.sealer.seal()).toBe(4 * BLOCK);
  expect(asked).toHaveBeenCalled();
  expect(uses.log.logged).toEqual([expect.stringContaining('was not written by Tollgate')]);
  expect((await uses.log.verify()).faults).toMatchObject([
    { chain: 'org-1', number: BLOCK + 1, what: expect.stringContaining('was not written by Tollgate') },
  ]);
});

test('a thread that gets too little time is left alone for the rest of the round', async () => {
  let elapsed = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => elapsed);
  asked.mockImplementation((continuations: Parameters<RowEndsThread['ends']>[0]) => {
    elapsed += 600;
    return Promise.resolve(continuations.map(rowEnds));
  });
  await useMuch(40);
  expect(await uses.log.sealer.seal()).toBe(40 * BLOCK);
  expect(asked).toHaveBeenCalledTimes(1);
  await useMuch(4);
  expect(await uses.log.sealer.seal()).toBe(4 * BLOCK);
  expect(asked).toHaveBeenCalledTimes(2);
  await uses.log.sealer.stop();
  expect(await uses.log.verify()).toMatchObject({ entries: 44 * BLOCK, unsealed: 0, faults: [] });
});
