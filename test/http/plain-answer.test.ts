/** To a plain request the same bytes are answered that Node's server would have written. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import type { Answer } from '../../src/direct-route';
import { JSON_TYPE, jsonAnswer, textAnswer, writeAnswer } from '../../src/http/answer';
import { plainAnswer } from '../../src/http/plain-answer';

const ID = '01JAB3V7Q2';
const KEEP_ALIVE_MS = 72_000;
const DATE = /\r\nDate: (\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT)\r\n/;

/** As latin1, so that each byte can be seen. */
function plainly(answer: Answer): string {
  return plainAnswer(ID, answer, KEEP_ALIVE_MS).toString('latin1');
}

async function byNode(answer: Answer, request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'): Promise<string> {
  const server = createServer((_request, response) => writeAnswer(response, ID, answer));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const written: Buffer[] = [];
  const connection = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer | string, encoding, done) => {
      written.push(typeof bytes === 'string' ? Buffer.from(bytes, encoding) : bytes);
      done();
    },
  });
  server.once('request', (_request, response) => response.once('finish', () => connection.push(null)));
  server.emit('connection', connection);
  connection.push(request);
  await once(connection, 'end');
  connection.destroy();
  return Buffer.concat(written).toString('latin1');
}

const withoutDate = (answer: string) => answer.replace(DATE, '\r\nDate: (a date)\r\n');

const ANSWERS: [string, Answer][] = [
  ['a verdict', jsonAnswer(200, ['cache-control', 'private, max-age=5'], { active: true })],
  ['bytes', { status: 200, headers: JSON_TYPE, body: Buffer.from('{"active":false}') }],
  ['a part of other bytes', { status: 200, headers: [], body: Buffer.from('0123456789').subarray(3, 7) }],
  ['bytes of any kind', { status: 200, headers: [], body: Buffer.from([0, 10, 13, 13, 10, 128, 255]) }],
  ['no body', { status: 200, headers: ['cache-control', 'no-store'], body: '' }],
  ['no bytes', { status: 200, headers: [], body: Buffer.alloc(0) }],
  ['nothing at all', { status: 204, headers: [], body: '' }],
  ['a text', textAnswer(400, [], 'There is no parameter.')],
  ['a text beyond ASCII', textAnswer(400, [], 'There is no parameter “Größe”: 数, 🔑.')],
  ['half of a character', textAnswer(400, [], 'a\ud800b')],
  ['lines', textAnswer(400, [], 'a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')],
  ['a long text', textAnswer(400, [], 'ä'.repeat(100_000))],
  ['a challenge', textAnswer(401, ['www-authenticate', 'Bearer realm="Tollgate", error="x"'], 'No.')],
  ['a header twice', { status: 200, headers: ['a', 'b', 'a', 'c'], body: '' }],
  ['a header in other letters', { status: 200, headers: ['X-Tollgate-Token-Id', 'a'], body: '' }],
  ['a header of signs', { status: 200, headers: ["!#$%&'*+-.^_`|~09", '"~ !: \\'], body: '' }],
  ['a header with a tab', { status: 200, headers: ['a', 'b\tc'], body: '' }],
  ['a header beyond ASCII', { status: 200, headers: ['a', 'b\xe9\xff\x80'], body: '' }],
  ['an empty header', { status: 200, headers: ['a', ''], body: '' }],
  ...[403, 404, 413, 429, 500, 503, 299, 599].map((status): [string, Answer] => [
    `status ${status}`,
    textAnswer(status, [], 'Why.'),
  ]),
];

test.each(ANSWERS)('%s', async (_what, answer) => {
  expect(withoutDate(plainly(answer))).toBe(withoutDate(await byNode(answer)));
});

test('nor does it matter that the client asks to keep the connection', async () => {
  const answer = textAnswer(200, [], 'x');
  const asked = await byNode(answer, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n');
  expect(withoutDate(plainly(answer))).toBe(withoutDate(asked));
});

test('the same answer is the same bytes again, but for its date', () => {
  const answer = jsonAnswer(200, ['cache-control', 'no-store'], { active: true });
  expect(withoutDate(plainly(answer))).toBe(withoutDate(plainly(answer)));
});

test('the date is that of the machine, in GMT', () => {
  const second = () => Math.floor(Date.now() / 1_000) * 1_000;
  const before = second();
  const [, date = ''] = DATE.exec(plainly(textAnswer(200, [], '')))!;
  expect(Date.parse(date)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(date)).toBeLessThanOrEqual(second());
});

describe('is never sent, since it would end a header:', () => {
  const UNSAFE = ['\r', '\n', '\r\n', '\0', '\x7f', '\x1b', '\r\n\r\n', '\u010d', '\u010a', '\u{1f511}'];

  test.each(UNSAFE)('%j in a value', (sign) => {
    for (const value of [sign, `a${sign}b`, `a${sign}`, `${sign}b`]) {
      const answer = { status: 200, headers: ['cache-control', 'no-store', 'a', value], body: '' };
      expect(() => plainly(answer)).toThrow(TypeError);
      // Nor at the second time.
      expect(() => plainly(answer)).toThrow(TypeError);
    }
  });

  test.each([...UNSAFE, ' ', ':', '', '\t', '\xe9', '(', '/', '"'])('%j in a name', (sign) => {
    for (const name of sign === '' ? [''] : [sign, `a${sign}b`, `a${sign}`, `${sign}b`])
      expect(() => plainly({ status: 200, headers: [name, 'x'], body: '' })).toThrow(TypeError);
  });

  test('what is refused shows nothing of its value', () => {
    const answer = { status: 200, headers: ['a', 'secret\r\n'], body: '' };
    expect(() => plainly(answer)).toThrow(/^The header a cannot be sent\.$/);
  });
});
