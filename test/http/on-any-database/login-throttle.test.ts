/** Guessing passwords is slow: ten failures an account and fifty an address, in a quarter of an hour. */
import { MINUTE, SECOND } from '../../support/clock';
import { TestServer } from '../../support/server';
import { login, type HttpAnswer } from '../http-client';

const PASSWORD = 'correct horse battery staple';
const FROM_PROXY = { TRUSTED_PROXIES: '127.0.0.1' };

let server: TestServer;
beforeEach(async () => {
  server = await TestServer.start(FROM_PROXY);
  await addUser('ada');
});
afterEach(async () => server.stop());

async function addUser(username: string): Promise<void> {
  const user = await server.seed.user(username);
  await server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { userId: user.id, newPassword: PASSWORD },
  });
}

const from = (address: string) => ({ 'x-forwarded-for': address });

/** Fails so often, each time from an address of its own unless one is given. */
async function fail(times: number, username: string, address?: string): Promise<void> {
  for (let i = 0; i < times; i++) {
    const answer = await login(server, username, 'a wrong password', from(address ?? `10.1.0.${i}`));
    expect(answer.status).toBe(401);
  }
}

function expectThrottled(answer: HttpAnswer, retryAfterSeconds: number): void {
  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('retry-after')).toBe(String(retryAfterSeconds));
  expect(answer.text).toContain(`${Math.ceil(retryAfterSeconds / 60)} minute`);
  expect(answer.json.token).toBeUndefined();
}

describe('an account', () => {
  test('is shut after ten failures, wherever they come from, the right password included', async () => {
    await fail(10, 'ada');
    expectThrottled(await login(server, 'ada', 'a wrong password', from('10.2.0.1')), 15 * 60);
    expectThrottled(await login(server, 'ada', PASSWORD, from('10.2.0.2')), 15 * 60);
    expect(server.audit({ type: 'user.signin' })).toEqual([]);
    expect(server.audit({ type: 'user.signin.refused' }).map((row) => row.details.reason)).toContain(
      'throttled',
    );
  });

  test('opens a quarter of an hour after the first failure, at that millisecond', async () => {
    await fail(1, 'ada');
    server.clock.advance(5 * MINUTE);
    await fail(9, 'ada');
    expectThrottled(await login(server, 'ada', PASSWORD), 10 * 60);

    server.clock.advance(10 * MINUTE - 1);
    expectThrottled(await login(server, 'ada', PASSWORD), 1);
    server.clock.advance(1);
    expect((await login(server, 'ada', PASSWORD)).status).toBe(200);
  });

  test('is not kept shut by the attempts that it turns away', async () => {
    await fail(10, 'ada');
    for (let i = 0; i < 20; i++) expectThrottled(await login(server, 'ada', 'a wrong password'), 15 * 60);
    server.clock.advance(15 * MINUTE);
    expect((await login(server, 'ada', PASSWORD)).status).toBe(200);
  });

  test('is not shut by nine failures, and a success starts the count again', async () => {
    await fail(9, 'ada');
    expect((await login(server, 'ada', PASSWORD)).status).toBe(200);
    await fail(9, 'ada');
    expect((await login(server, 'ada', PASSWORD)).status).toBe(200);
  });

  test('is the same one in any case and with blanks around it', async () => {
    await fail(4, 'ada');
    await fail(3, 'ADA');
    await fail(3, ' Ada ');
    expectThrottled(await login(server, 'ada', PASSWORD), 15 * 60);
  });

  test('that does not exist is shut like one that does, so that the two cannot be told apart', async () => {
    await fail(10, 'nobody');
    const unknown = await login(server, 'nobody', PASSWORD);
    await fail(10, 'ada', '10.3.0.1');
    const known = await login(server, 'ada', PASSWORD);
    expectThrottled(unknown, 15 * 60);
    expect(unknown.text).toBe(known.text);
  });

  test('shuts for itself alone', async () => {
    await addUser('grace');
    await fail(10, 'ada');
    expect((await login(server, 'grace', PASSWORD)).status).toBe(200);
  });

  test('that is shut still serves the sessions and tokens it has', async () => {
    const { token } = (await login(server, 'ada', PASSWORD)).json;
    await fail(10, 'ada');
    const { viewer } = await server.anonymous.as(token).ask('{ viewer { username } }');
    expect(viewer.username).toBe('ada');
    expect((await server.root.ask('{ viewer { username } }')).viewer.username).toBe('root');
  });

  test('cannot be guessed at faster by asking all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => login(server, 'ada', `guess number ${i}`, from(`10.4.0.${i}`))),
    );
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(10);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(20);
  });
});

describe('an address', () => {
  async function failFrom(address: string, times: number): Promise<void> {
    for (let i = 0; i < times; i++) await fail(1, `nobody-${i}`, address);
  }

  test('is shut after fifty failures, whosever they are, the right password included', async () => {
    await failFrom('192.0.2.1', 50);
    expectThrottled(await login(server, 'ada', PASSWORD, from('192.0.2.1')), 15 * 60);
    expect((await login(server, 'ada', PASSWORD, from('192.0.2.2'))).status).toBe(200);

    server.clock.advance(15 * MINUTE - 30 * SECOND);
    expectThrottled(await login(server, 'ada', PASSWORD, from('192.0.2.1')), 30);
    server.clock.advance(30 * SECOND);
    expect((await login(server, 'ada', PASSWORD, from('192.0.2.1'))).status).toBe(200);
  });

  test('keeps its failures when one log-in succeeds: an account of one’s own buys no guesses at others', async () => {
    await failFrom('192.0.2.1', 49);
    expect((await login(server, 'ada', PASSWORD, from('192.0.2.1'))).status).toBe(200);
    await fail(1, 'nobody', '192.0.2.1');
    expectThrottled(await login(server, 'ada', PASSWORD, from('192.0.2.1')), 15 * 60);
  });

  test('is the client’s and not what the client claims', async () => {
    for (let i = 0; i < 50; i++) {
      const answer = await login(server, `nobody-${i}`, PASSWORD, from(`203.0.113.${i}, 192.0.2.1`));
      expect(answer.status).toBe(401);
    }
    expectThrottled(await login(server, 'ada', PASSWORD, from('203.0.113.200, 192.0.2.1')), 15 * 60);
  });
});
