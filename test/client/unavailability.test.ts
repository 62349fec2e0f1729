/** Where Tollgate does not say that a token is good, nobody is let through, and nothing is asked over and over. */
import { TollgateClient, type TollgateClientOptions } from '../../src/client/tollgate-client';
import { TollgateUnavailableError } from '../../src/client/tollgate-unavailable-error';
import { freePort } from '../support/free-port';
import { active, FakeClock, FakeTollgate, INACTIVE, type Reply } from './fake-tollgate';

let tollgate: FakeTollgate;
let clock: FakeClock;
beforeEach(async () => {
  tollgate = await FakeTollgate.start();
  clock = new FakeClock();
});
afterEach(async () => tollgate.stop());

function client(options: Partial<TollgateClientOptions> = {}): TollgateClient {
  return new TollgateClient({ url: tollgate.url, token: 'own-token', clock, ...options });
}

async function failureOf(verdict: Promise<unknown>): Promise<TollgateUnavailableError> {
  const error: unknown = await verdict.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TollgateUnavailableError)) throw error;
  return error;
}

const GOOD = { 'content-type': 'application/json', 'cache-control': 'private, max-age=10' };

test.each<[string, Reply, TollgateUnavailableError['reason'], number | null]>([
  ['400', { status: 400, body: { error: 'invalid_request' } }, 'invalid_request', null],
  ['401', { status: 401 }, 'service_token', null],
  ['403', { status: 403, body: { error: 'insufficient_scope' } }, 'service_token', null],
  ['404', { status: 404 }, 'unexpected_status', null],
  ['429 with seconds', { status: 429, headers: { 'retry-after': '7' } }, 'overloaded', 7],
  ['503 with seconds', { status: 503, headers: { 'retry-after': '2' } }, 'overloaded', 2],
  [
    '503 with a date',
    { status: 503, headers: { 'retry-after': 'Mon, 05 Jan 2026 12:00:03 GMT' } },
    'overloaded',
    3,
  ],
  ['503 with nothing', { status: 503 }, 'overloaded', null],
  ['500', { status: 500 }, 'unexpected_status', null],
  ['502', { status: 502, body: '<html>' }, 'unexpected_status', null],
  ['201 with a good answer', { status: 201, body: active() }, 'unexpected_status', null],
  ['a large answer of 500', { status: 500, body: 'x'.repeat(2_000_000) }, 'unexpected_status', null],
  ['an empty answer', { body: '' }, 'malformed_answer', null],
  ['an answer that is no JSON', { body: '{"active":true' }, 'malformed_answer', null],
  ['an answer that is ambiguous', { body: '{"active":false,"active":true}' }, 'malformed_answer', null],
  ['an answer with a field missing', { body: { active: true } }, 'malformed_answer', null],
  ['a page', { body: active(), headers: { 'content-type': 'text/html' } }, 'malformed_answer', null],
  [
    'an answer that is too large',
    { body: active({ token_name: 'x'.repeat(1_048_576) }) },
    'malformed_answer',
    null,
  ],
])('%s is a failure', async (_what, reply, reason, retryAfterSeconds) => {
  tollgate.replies({ ...reply, headers: { ...GOOD, ...reply.headers } });
  const asking = client();
  expect(await failureOf(asking.verify('caller'))).toMatchObject({ reason, retryAfterSeconds });
  // Nor is it asked again by itself.
  expect(tollgate.questions).toHaveLength(1);
});

test('an answer that is not UTF-8 is a failure', async () => {
  tollgate.behaviour = (_question, response) => {
    response.writeHead(200, GOOD);
    response.end(Buffer.from(JSON.stringify(active({ token_name: 'é' })), 'latin1'));
    return null;
  };
  expect((await failureOf(client().verify('caller'))).reason).toBe('malformed_answer');
});

test('a failure is not kept, and what was kept stays', async () => {
  tollgate.behaviour = ({ form }) => (form['token'] === 'bad' ? { status: 500 } : INACTIVE);
  const asking = client();
  await asking.verify('known');
  await failureOf(asking.verify('bad'));
  await failureOf(asking.verify('bad'));
  expect(await asking.verify('known')).toMatchObject({ active: false });
  expect(tollgate.questions.map(({ form }) => form['token'])).toEqual(['known', 'bad', 'bad']);
});

test('where only the second question fails, it is not said which of the two it is', async () => {
  tollgate.behaviour = ({ form }) => (form['permission'] === undefined ? { status: 500 } : INACTIVE);
  const failure = await failureOf(client().verify('caller', { permission: 'ReadAccess' }));
  expect(failure.reason).toBe('unexpected_status');
});

describe('a Tollgate that asks to be left alone', () => {
  test('is, for as long as it says', async () => {
    tollgate.replies({ status: 503, headers: { 'retry-after': '5' } });
    const asking = client();
    await failureOf(asking.verify('a'));
    clock.advance(2_500);
    expect(await failureOf(asking.verify('b'))).toMatchObject({ reason: 'overloaded', retryAfterSeconds: 3 });
    expect(tollgate.questions).toHaveLength(1);
    clock.advance(2_500);
    tollgate.replies(INACTIVE);
    expect(await asking.verify('b')).toMatchObject({ active: false });
  });

  test('is asked again after half a minute, whatever it says', async () => {
    tollgate.replies({ status: 429, headers: { 'retry-after': '86400' } });
    const asking = client();
    await failureOf(asking.verify('a'));
    clock.advance(30_000);
    await failureOf(asking.verify('a'));
    expect(tollgate.questions).toHaveLength(2);
  });

  test('is not in the way of what is known', async () => {
    const asking = client();
    await asking.verify('known');
    tollgate.replies({ status: 503, headers: { 'retry-after': '5' } });
    await failureOf(asking.verify('a'));
    expect(await asking.verify('known')).toMatchObject({ active: false });
  });
});

describe('a connection', () => {
  test('that is closed before an answer is made up for once', async () => {
    tollgate.behaviour = (_question, response) => {
      if (tollgate.questions.length > 1) return INACTIVE;
      response.destroy();
      return null;
    };
    expect(await client().verify('caller')).toMatchObject({ active: false });
    expect(tollgate.questions).toHaveLength(2);
  });

  test('that is closed each time is not made up for again', async () => {
    tollgate.behaviour = (_question, response) => {
      response.destroy();
      return null;
    };
    expect((await failureOf(client().verify('caller'))).reason).toBe('unreachable');
    expect(tollgate.questions).toHaveLength(2);
  });

  test('that is closed within an answer is not made up for', async () => {
    tollgate.behaviour = (_question, response) => {
      response.writeHead(200, { ...GOOD, 'content-length': '1000' });
      response.write('{"active":true', () => response.destroy());
      return null;
    };
    expect((await failureOf(client().verify('caller'))).reason).toBe('unreachable');
    expect(tollgate.questions).toHaveLength(1);
  });

  test('that nobody takes is a failure', async () => {
    const url = `http://127.0.0.1:${await freePort('127.0.0.1')}`;
    const failure = await failureOf(client({ url }).verify('caller'));
    expect(failure).toMatchObject({
      reason: 'unreachable',
      message: 'Tollgate cannot be reached (ECONNREFUSED).',
    });
  });
});

test('a question that is sent elsewhere does not go there, nor the tokens with it', async () => {
  const elsewhere = await FakeTollgate.start();
  try {
    elsewhere.replies({ body: active() });
    tollgate.replies({ status: 307, headers: { location: `${elsewhere.url}/oauth2/introspect` } });
    expect((await failureOf(client().verify('caller'))).reason).toBe('unreachable');
    expect(elsewhere.questions).toEqual([]);
  } finally {
    await elsewhere.stop();
  }
});

describe('no answer in time is a failure', () => {
  test.each<[string, FakeTollgate['behaviour']]>([
    ['where there is none at all', () => null],
    [
      'where it begins and goes no further',
      (_question, response) => {
        response.writeHead(200, GOOD);
        response.write('{"active":');
        return null;
      },
    ],
  ])('%s', async (_what, behaviour) => {
    tollgate.behaviour = behaviour;
    expect((await failureOf(client({ timeoutMs: 100 }).verify('caller'))).reason).toBe('timeout');
    // On a busy machine the time may be over before the question is there; it is not asked again in any case.
    expect(tollgate.questions.length).toBeLessThan(2);
  });

  test('where the service’s own token does not come', async () => {
    const asking = client({ timeoutMs: 20, token: () => new Promise<string>(() => undefined) });
    expect((await failureOf(asking.verify('caller'))).reason).toBe('timeout');
  });

  test('where what sends the question does not care about time', async () => {
    const asking = client({ timeoutMs: 20, fetch: () => new Promise<Response>(() => undefined) });
    expect((await failureOf(asking.verify('caller'))).reason).toBe('timeout');
  });
});

test.each<[string, TollgateClientOptions['token']]>([
  ['in a file that is not there', { file: '/nowhere/token' }],
  ['from a function that fails', () => Promise.reject(new Error('no'))],
  [
    'from a function that throws',
    () => {
      throw new Error('no');
    },
  ],
  ['that is empty', () => ''],
  ['that would break the header', () => 'own\r\nx: y'],
  ['that is no text', () => 7 as never],
])('a token of the service’s own %s is a failure', async (_what, token) => {
  expect((await failureOf(client({ token }).verify('caller'))).reason).toBe('service_token');
  expect(tollgate.questions).toEqual([]);
});

test('more than 512 questions at once are not asked', async () => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const answer = async (): Promise<Response> => {
    await released;
    return Response.json({ active: false });
  };
  const asking = client({ fetch: answer });
  const first = Array.from({ length: 512 }, (_, i) => asking.verify(`caller${i}`));
  expect(await failureOf(asking.verify('one more'))).toMatchObject({
    reason: 'overloaded',
    retryAfterSeconds: 1,
  });
  // Who asks what is being asked already is no further question.
  const shared = asking.verify('caller0');
  release();
  await Promise.all([...first, shared]);
  expect(await asking.verify('one more')).toMatchObject({ active: false });
});

test('no failure tells a secret', async () => {
  const secrets = ['own-token', 'secret-of-the-caller'];
  const behaviours: FakeTollgate['behaviour'][] = [
    ({ authorization, form }) => ({ status: 400, body: `${authorization} ${form['token']}` }),
    ({ authorization, form }) => ({ body: `${authorization} ${form['token']}` }),
    ({ authorization, form }) => ({ body: { active: `${authorization} ${form['token']}` } }),
    (_question, response) => {
      response.destroy();
      return null;
    },
  ];
  for (const behaviour of behaviours) {
    tollgate.behaviour = behaviour;
    const failure = await failureOf(client().verify(secrets[1]!));
    for (let error: unknown = failure; error instanceof Error; error = error.cause)
      for (const secret of secrets) expect(`${error.message} ${error.stack}`).not.toContain(secret);
  }
});
