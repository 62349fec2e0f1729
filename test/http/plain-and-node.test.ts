/** Whatever is taken for a plain request, Node's own parser makes the same of it: one request, and nothing more. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { type PlainRequest, readPlainRequest } from '../../src/http/plain-request';

type Seen = Omit<PlainRequest, 'socket'>;

const lines = (...all: readonly string[]) => `${all.join('\r\n')}\r\n`;

const GOOD = [
  lines('GET /authorize HTTP/1.1', 'Host: a', ''),
  lines(
    'OPTIONS /authorize/orders?a=%20b&c HTTP/1.1',
    'host:a:80',
    'Connection: keep-alive',
    'X-Forwarded-For: 203.0.113.7, 10.0.0.1',
    'Authorization: Bearer abc',
    '',
  ),
  `${lines('POST /oauth2/introspect HTTP/1.1', 'Host: a', 'Content-Length: 7', 'Cookie: a=b; c=d', '')}token=x`,
  `${lines('PUT /a HTTP/1.1', 'Content-Length: 21', 'Host: a', '')}GET /b HTTP/1.1\r\n\r\n\r\n`,
];

const read = (bytes: Buffer) => readPlainRequest(bytes, {});

const text = (bytes: string) => Buffer.from(bytes, 'latin1');

/** Signs that parsers have been known to see differently. */
const PIECES = [
  ...[
    '\r\n',
    '\r',
    '\n',
    '\r\n\r\n',
    '\n\n',
    ' ',
    '\t',
    '\0',
    '\x0b',
    '\x7f',
    '\x80',
    '\xa0',
    '\xff',
    ':',
    ',',
    ';',
  ],
  ...[
    '"',
    '#',
    '%',
    '/',
    '//',
    '\\',
    '?',
    '*',
    '_',
    '0',
    '7',
    '+',
    '-',
    ' HTTP/1.1',
    '1.0',
    'http://a/',
    'x',
    ': ',
  ],
  ...['\r\n A: b', '0\r\n\r\n', 'GET / HTTP/1.1\r\n'],
];
/** Of headers that say how a request is framed, and of some that say nothing. */
const NAMES = [
  ...[
    'Content-Length',
    'content-length',
    'Transfer-Encoding',
    'transfer-encoding',
    'TE',
    'Trailer',
    'Connection',
  ],
  ...[
    'Proxy-Connection',
    'Upgrade',
    'Expect',
    'Host',
    'host',
    'Set-Cookie',
    'Cookie',
    'Date',
    '__proto__',
    'X-A',
  ],
];
const VALUES = [
  ...[
    '0',
    '3',
    '7',
    '07',
    '+7',
    '7, 7',
    '-0',
    'chunked',
    'Chunked',
    'identity',
    'gzip, chunked',
    'close',
    'x',
  ],
  ...[
    'keep-alive',
    'Upgrade',
    'h2c',
    '100-continue',
    'trailers',
    'a b',
    'a\tb',
    'a\0b',
    'a\rb',
    'a\nb',
    ' a',
    'a ',
    '',
    '"',
    ',',
  ],
];

type Mutation = (request: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (where: number, length: number) => Math.min(length, Math.floor(where * (length + 1)));
const piece = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
);

/** Puts something in, or in the place of what is there. */
const put = fc
  .tuple(place, fc.integer({ min: 0, max: 3 }), piece)
  .map(([where, length, what]): Mutation => (request) => {
    const from = at(where, request.length);
    return request.slice(0, from) + what + request.slice(from + length);
  });

const cut = fc.tuple(place, fc.integer({ min: 1, max: 9 })).map(([where, length]): Mutation => (request) => {
  const from = at(where, request.length);
  return request.slice(0, from) + request.slice(from + length);
});

const addHeader = fc
  .tuple(place, fc.constantFrom(...NAMES), fc.constantFrom(':', ': '), fc.constantFrom(...VALUES))
  .map(([where, name, colon, value]): Mutation => (request) => {
    const [first = '', ...rest] = request.split('\r\n');
    rest.splice(at(where, rest.indexOf('')), 0, name + colon + value);
    return [first, ...rest].join('\r\n');
  });

const repeatLine = fc.tuple(place, place).map(([which, where]): Mutation => (request) => {
  const all = request.split('\r\n');
  all.splice(at(where, all.length), 0, all[at(which, all.length - 1)] ?? '');
  return all.join('\r\n');
});

const changeCase = fc
  .tuple(place, place, fc.boolean())
  .map(([one, other, isUpper]): Mutation => (request) => {
    const [from = 0, to] = [at(one, request.length), at(other, request.length)].sort((a, b) => a - b);
    const part = request.slice(from, to);
    return request.slice(0, from) + (isUpper ? part.toUpperCase() : part.toLowerCase()) + request.slice(to);
  });

const dropLine = place.map((which): Mutation => (request) => {
  const all = request.split('\r\n');
  return all.filter((_line, i) => i !== at(which, all.length - 1)).join('\r\n');
});

const mutation = fc.oneof(put, cut, addHeader, repeatLine, dropLine, changeCase);

const mutant = fc
  .tuple(fc.constantFrom(...GOOD), fc.array(mutation, { maxLength: 3 }))
  .map(([request, mutations]) => text(mutations.reduce((mutated, mutate) => mutate(mutated), request)));

/** What Node's server makes of the bytes, and whether it found anything wrong in them. */
async function seenByNode(bytes: Buffer): Promise<{ requests: Seen[]; isWell: boolean }> {
  const begun: { request: IncomingMessage; body: Buffer[]; isWhole: boolean }[] = [];
  const wrong: unknown[] = [];
  const server = createServer((request) => {
    const seen = { request, body: [] as Buffer[], isWhole: false };
    begun.push(seen);
    request.on('data', (part: Buffer) => seen.body.push(part));
    request.on('end', () => (seen.isWhole = true));
  });
  server.maxHeadersCount = 0;
  server.on('clientError', (error) => wrong.push(error));
  server.on('checkContinue', (request) => wrong.push(request));
  const connection = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  server.emit('connection', connection);
  connection.push(bytes);
  // In the midst of a request it would be an error.
  connection.push(null);
  await once(connection, 'end');
  await new Promise((resolve) => setImmediate(resolve));
  connection.destroy();
  const requests = begun.map(({ request, body }) => {
    const { method = '', url = '', headers, rawHeaders, headersDistinct } = request;
    return { method, url, headers, rawHeaders, headersDistinct, body: Buffer.concat(body) } as Seen;
  });
  return { requests, isWell: wrong.length === 0 && begun.every(({ isWhole }) => isWhole) };
}

function whatIsSeen({ method, url, headers, rawHeaders, headersDistinct, body }: PlainRequest): Seen {
  return { method, url, headers, rawHeaders, headersDistinct, body };
}

test.each(GOOD)('what is put to the test is plain and what Node sees: %j', async (good) => {
  const seen = whatIsSeen(read(text(good))!);
  expect(await seenByNode(text(good))).toEqual({ requests: [seen], isWell: true });
});

test('no part of a plain request is plain, and none with anything after it', () => {
  fc.assert(
    fc.property(mutant, fc.uint8Array({ minLength: 1, maxLength: 9 }), place, (bytes, more, where) => {
      fc.pre(read(bytes) !== null);
      expect(read(Buffer.concat([bytes, more]))).toBeNull();
      expect(read(Buffer.concat([bytes, bytes]))).toBeNull();
      expect(read(bytes.subarray(0, at(where, bytes.length - 1)))).toBeNull();
    }),
    { numRuns: 300 },
  );
  for (const good of GOOD)
    for (let length = 0; length < good.length; length += 1)
      expect(read(text(good.slice(0, length)))).toBeNull();
});

test('Node sees the same one request in whatever is plain', async () => {
  let times = 0;
  await fc.assert(
    fc.asyncProperty(mutant, async (bytes) => {
      const plain = read(bytes);
      if (plain === null) return;
      times += 1;
      expect(await seenByNode(bytes)).toEqual({ requests: [whatIsSeen(plain)], isWell: true });
    }),
    { numRuns: 5_000 },
  );
  // Or nothing was put to the test.
  expect(times).toBeGreaterThan(100);
});
