/** What is made out before Node's parser is only what that, and anybody else, would make out alike. */
import { readPlainRequest } from '../../src/http/plain-request';

const SOCKET = { remoteAddress: '192.0.2.1' };

const read = (text: string) => readPlainRequest(Buffer.from(text, 'latin1'), SOCKET);

const lines = (...all: readonly string[]) => `${all.join('\r\n')}\r\n`;

const asking = (...headers: readonly string[]) => lines('GET /authorize HTTP/1.1', 'Host: a', ...headers, '');

const posting = (length: string, body: string, ...headers: readonly string[]) =>
  lines('POST /oauth2/introspect HTTP/1.1', 'Host: a', ...headers, `Content-Length: ${length}`, '') + body;

const to = (target: string) => lines(`GET ${target} HTTP/1.1`, 'Host: a', '');

describe('is plain', () => {
  test('a request with all that it has, as it came', () => {
    const sent =
      lines(
        'POST /oauth2/introspect?a=%20b HTTP/1.1',
        'Host: auth.example.com:8080',
        'X-Forwarded-For:203.0.113.7, 10.0.0.1',
        'content-LENGTH: 7',
        '',
      ) + 'token=x';
    expect(read(sent)).toEqual({
      method: 'POST',
      url: '/oauth2/introspect?a=%20b',
      headers: {
        host: 'auth.example.com:8080',
        'x-forwarded-for': '203.0.113.7, 10.0.0.1',
        'content-length': '7',
      },
      rawHeaders: [
        ...['Host', 'auth.example.com:8080'],
        ...['X-Forwarded-For', '203.0.113.7, 10.0.0.1'],
        ...['content-LENGTH', '7'],
      ],
      body: Buffer.from('token=x'),
      socket: SOCKET,
    });
    expect(read(sent)!.headersDistinct).toEqual({
      host: ['auth.example.com:8080'],
      'x-forwarded-for': ['203.0.113.7, 10.0.0.1'],
      'content-length': ['7'],
    });
  });

  test.each([
    ['without a body', asking()],
    ['with a body of no length', posting('0', '')],
    ['with a body of any bytes', posting('6', '\r\n\r\n\x00\xff')],
    ['to be kept alive', asking('Connection: keep-alive')],
    ['to be kept alive, in other letters', asking('CONNECTION: Keep-Alive')],
    ['with a value of one character', asking('A: b')],
    ['with a value of signs and blanks', asking('A: "~ !: \\ ,; (b)"')],
    ['with a name of signs', asking("!#$%&'*+-.^_`|~09: b")],
    ['with names of what objects have', asking('constructor: a', 'toString: b')],
    ['with each sign that a target has', to("/-._~!$&'()*+,;=:@%41/?/?")],
    ['of the greatest head', asking(`A: ${'x'.repeat(8_192 - asking('A: ').length)}`)],
  ])('%s', (_what, sent) => expect(read(sent)).not.toBeNull());

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s', (method) =>
    expect(read(asking().replace('GET', method))?.method).toBe(method),
  );
});

describe('is not plain, since it is framed or answered in another way', () => {
  test.each([
    'Connection: close',
    'Connection: Upgrade',
    'Connection: keep-alive, x',
    'Connection: keep-alive, close',
    'Connection: x-user',
    'Expect: 100-continue',
    'HTTP2-Settings: AAMAAABk',
    'Keep-Alive: timeout=5',
    'Proxy-Connection: close',
    'TE: trailers',
    'Trailer: x-a',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: identity',
    'Upgrade: websocket',
  ])('%s', (header) => {
    const [name = '', value] = header.split(':');
    const spellings = [header, `${name.toLowerCase()}:${value}`, `${name.toUpperCase()}:${value}`];
    expect(spellings.map((spelling) => read(asking(spelling)))).toEqual([null, null, null]);
    expect(spellings.map((spelling) => read(posting('3', 'abc', spelling)))).toEqual([null, null, null]);
  });
});

describe('is not plain, since it can be read in two ways', () => {
  test.each([
    ['two lengths', posting('3', 'abc', 'Content-Length: 4')],
    ['the same length twice', posting('3', 'abc', 'Content-Length: 3')],
    ['two lengths in other letters', posting('3', 'abc', 'content-length: 3')],
    ['a header twice', asking('A: b', 'A: b')],
    ['a header twice in other letters', asking('A: b', 'a: c')],
    ['a second host', asking('Host: b')],
    ['a header for many cookies', asking('Set-Cookie: a=b')],
    ['a header that objects take for something else', asking('__proto__: a')],
    ['a line feed alone after the head', asking().replace(/\r\n$/, '\n')],
    ['a line feed alone after a header', asking('A: b').replace('b\r\n', 'b\n')],
    ['a line feed alone after the first line', asking().replace('1.1\r\n', '1.1\n')],
    ['a line feed in a value', asking('A: b\nC: d')],
    ['a carriage return alone after a header', asking('A: b').replace('b\r\n', 'b\r')],
    ['a carriage return in a value', asking('A: b\rc')],
    ['two carriage returns', asking('A: b\r')],
    ['a folded header', asking('A: b', ' c')],
    ['a header folded with a tab', asking('A: b', '\tc')],
    ['a folded first header', asking().replace('Host: a', ' X: y\r\nHost: a')],
    ['a blank before a colon', asking('A : b')],
    ['a tab before a colon', asking('A\t: b')],
    ['a blank before a name', asking().replace('Host', ' Host')],
    ['a blank before the length’s colon', posting('3', 'abc').replace('Length:', 'Length :')],
    ['no colon', asking('A')],
    ['no name', asking(': b')],
    ['a name with a sign of its own', asking('A(b): c')],
    ['a name with a slash', asking('A/b: c')],
    ['a tab before a value', asking('A:\tb')],
    ['a tab in a value', asking('A: b\tc')],
    ['two blanks before a value', asking('A:  b')],
    ['a blank after a value', asking('A: b ')],
    ['a tab after a value', asking('A: b\t')],
    ['an empty value', asking('A:')],
    ['a value of a blank', asking('A: ')],
    ['an empty host', asking().replace('Host: a', 'Host:')],
    ['a NUL in a value', asking('A: b\0c')],
    ['a DEL in a value', asking('A: b\x7f')],
    ['a value that is not of ASCII', asking('A: b\xe9')],
    ['a name that is not of ASCII', asking('\xe9: b')],
    ['a blank that is not of ASCII', asking('A:\xa0b')],
  ])('%s', (_what, sent) => expect(read(sent)).toBeNull());
});

describe('is not plain, since its length is not that of what came', () => {
  test.each([
    ['more than was announced', posting('3', 'abcd')],
    ['less than was announced', posting('4', 'abc')],
    ['a body that was not announced', `${asking()}abc`],
    ['another request', asking() + asking()],
    ['an empty line', `${asking()}\r\n`],
    ['an empty line before', `\r\n${asking()}`],
    ['no end of the head', asking().slice(0, -2)],
    ['nothing', ''],
    ['a head alone that ends the head', '\r\n\r\n'],
    ['a head that is too long', asking(`A: ${'x'.repeat(8_193 - asking('A: ').length)}`)],
    ['a head that is too long and goes on', asking('A: b', `B: ${'x'.repeat(20_000)}`)],
  ])('%s', (_what, sent) => expect(read(sent)).toBeNull());

  test.each([
    ...[
      '+3',
      '-3',
      '03',
      '003',
      '3.0',
      '3e0',
      '0x3',
      '3,3',
      '3, 3',
      '3;3',
      '"3"',
      '3 3',
      '٣',
      '',
      ' 3',
      '3 ',
    ],
    ...[
      '00',
      '0003',
      'three',
      'NaN',
      'Infinity',
      '3abc',
      '9999999999999999',
      '4294967299',
      '18446744073709551619',
    ],
  ])('of “%s”', (length) => {
    expect(read(posting(length, 'abc'))).toBeNull();
    expect(read(posting(length, ''))).toBeNull();
  });
});

describe('is not plain, since its first line is not', () => {
  test.each([
    ...[
      'HTTP/1.0',
      'HTTP/0.9',
      'HTTP/2.0',
      'HTTP/1.2',
      'HTTP/1.10',
      'HTTP/1',
      'http/1.1',
      'HTTPS/1.1',
      'ICE/1.1',
    ],
    ...['HTTP/1.1 ', ' HTTP/1.1', 'HTTP/1.1 x', ''],
  ])('“%s”', (version) => expect(read(asking().replace('HTTP/1.1', version))).toBeNull());

  test.each([
    'HEAD',
    'CONNECT',
    'TRACE',
    'PROPFIND',
    'QUERY',
    'PRI',
    'get',
    'Get',
    'GETT',
    'XGET',
    ' GET',
    'GET ',
  ])('“%s”', (method) => expect(read(asking().replace('GET', method))).toBeNull());

  test.each([
    ...[
      'http://a/authorize',
      'https://a/authorize',
      'a:80',
      '*',
      '',
      'authorize',
      '?x',
      '/a b',
      '/a\tb',
      '/a\0',
    ],
    ...[
      '/a#b',
      '/a"b',
      '/a<b',
      '/a>b',
      '/a\\b',
      '/a^b',
      '/a`b',
      '/a{b',
      '/a|b',
      '/a}b',
      '/a[b',
      '/a]b',
      '/a\x7f',
    ],
    ...['/\xe9', '/a\x80', '/a\xa0', '/a\rb', '/a\nb', '/a\r\nb'],
  ])('to “%s”', (target) => expect(read(to(target))).toBeNull());
});

test('a request of HTTP/1.1 names its host, or it is not plain', () => {
  expect(read(lines('GET /authorize HTTP/1.1', 'A: b', ''))).toBeNull();
  expect(read(lines('GET /authorize HTTP/1.1', ''))).toBeNull();
});
