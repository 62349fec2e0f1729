/** A guess at a secret is refused in the same way whether there is the token or not, and whether it is known already. */
import type { Authenticator } from '../../../src/authentication/authenticator';
import { TokenEntity } from '../../../src/tokens/token.entity';
import type { TemporaryStore } from '../../storage/temporary-store';
import { TestClock } from '../../support/clock';
import { forge } from '../../support/forgery';
import { PassingStore } from '../../support/passing-store';
import { firstToken, idOf } from './first-token';

let temporary: TemporaryStore;
let authenticator: Authenticator;
let token: string;
/** What the database was asked, and about which id. */
let asked: { readonly id: unknown; readonly rows: boolean }[];

class HeardStore extends PassingStore {
  override text(statement: string, parameter: unknown) {
    asked.push({ id: parameter, rows: false });
    return this.store.text(statement, parameter);
  }

  override async rows<Row>(statement: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    asked.push({ id: parameters[0], rows: true });
    return this.store.rows<Row>(statement, parameters);
  }
}

beforeEach(async () => {
  asked = [];
  ({ temporary, authenticator, token } = await firstToken(new TestClock(), (store) => new HeardStore(store)));
});
afterEach(() => temporary.remove());

async function ask(presented: string): Promise<string> {
  asked = [];
  const verdict = await authenticator.authenticate({ kind: 'bearer', token: presented }, undefined);
  return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
}

test('the database is asked once about the id, be it unknown, known lately or not', async () => {
  const unknown = forge();
  expect(await ask(unknown)).toBe('unknownToken');
  expect(asked).toEqual([{ id: idOf(unknown), rows: false }]);

  const once = [{ id: idOf(token), rows: false }];
  expect(await ask(forge(idOf(token)))).toBe('wrongSecret');
  expect(asked).toEqual(once);

  expect(await ask(token)).toBe('accepted');
  expect(await ask(token)).toBe('accepted');
  expect(asked).toEqual([]);
  expect(await ask(forge(idOf(token)))).toBe('wrongSecret');
  expect(asked).toEqual(once);
});

test('a guess leaves what is known of the token as it is', async () => {
  await ask(token);
  await ask(forge(idOf(token)));
  expect(await ask(token)).toBe('accepted');
  expect(asked).toEqual([]);
});

test('a guess that is malformed is not looked up, whatever is known of its id', async () => {
  await ask(token);
  const mistyped = token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a');
  expect(await ask(mistyped)).toBe('malformedToken');
  expect(asked).toEqual([]);
});

test('a guess at a token that is no more is one at an unknown id, before anybody has told of it', async () => {
  await ask(token);
  await temporary.store.transact((manager) => manager.delete(TokenEntity, { id: idOf(token) }));
  expect(await ask(forge(idOf(token)))).toBe('unknownToken');
});
