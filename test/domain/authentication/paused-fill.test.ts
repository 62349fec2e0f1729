/** A token that is revoked while it is being read for the cache is not in the cache afterwards. */
import type { Authenticator } from '../../../src/authentication/authenticator';
import { endToken } from '../../../src/tokens/token-store';
import type { TemporaryStore } from '../../storage/temporary-store';
import { TestClock } from '../../support/clock';
import { PassingStore } from '../../support/passing-store';
import { firstToken, idOf } from './first-token';

let temporary: TemporaryStore;
let authenticator: Authenticator;
let token: string;
let gate: Promise<void>;
let reads: number;
const clock = new TestClock();

/** Reads of a token and what stands around it, which come after its secret, are counted and wait for the gate. */
class PausedStore extends PassingStore {
  override async rows<Row>(statement: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    const found = await this.store.rows<Row>(statement, parameters);
    if (statement.includes('"organization"')) {
      reads += 1;
      await gate;
    }
    return found;
  }
}

beforeEach(async () => {
  gate = Promise.resolve();
  reads = 0;
  ({ temporary, authenticator, token } = await firstToken(clock, (store) => new PausedStore(store)));
});
afterEach(() => temporary.remove());

const ask = async () => (await authenticator.authenticate({ kind: 'bearer', token }, undefined)).kind;

async function revoke(): Promise<void> {
  const id = idOf(token);
  await temporary.store.transact(async (manager) => {
    await endToken(manager, id, 'revoked', clock.now());
    temporary.store.touch(manager, [`token:${id}`]);
  });
}

test('a known token costs no reading, until it is revoked', async () => {
  expect([await ask(), await ask(), await ask(), reads]).toEqual(['accepted', 'accepted', 'accepted', 1]);
  await revoke();
  expect(await ask()).toBe('refused');
});

test('what was read before a revocation and arrives after it is not kept', async () => {
  let goOn = (): void => undefined;
  gate = new Promise((resolve) => (goOn = resolve));
  const slow = ask();
  while (reads === 0) await new Promise(setImmediate);
  await revoke();
  goOn();
  // It had begun before.
  expect(await slow).toBe('accepted');
  expect(await ask()).toBe('refused');
  expect(await ask()).toBe('refused');
});

test('nor where another request read and kept it in between', async () => {
  let goOn = (): void => undefined;
  gate = new Promise((resolve) => (goOn = resolve));
  const slow = ask();
  while (reads === 0) await new Promise(setImmediate);
  gate = Promise.resolve();
  expect(await ask()).toBe('accepted');
  await revoke();
  goOn();
  await slow;
  expect(await ask()).toBe('refused');
});
