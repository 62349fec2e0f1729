/**
 * Makes out a request of HTTP/1.1 in its plainest form: whole in one piece, with nothing after it, of printable ASCII,
 * each header once, and its body announced by nothing but a length. Where anything is otherwise it is no plain
 * request, which says nothing about whether it is a good one: that is for Node's parser to say. So there is no
 * request whose end could be seen in two places (RFC 9112, sections 6.3 and 11.2).
 */
import type { RequestHead } from './question';

/** In bytes; far less than Node allows. */
const GREATEST_HEAD = 8_192;
const LENGTH = /^(?:0|[1-9]\d{0,6})$/;
/** Characters of RFC 3986 that stand for themselves, and escapes. */
const REQUEST_LINE = /^(GET|POST|PUT|PATCH|DELETE|OPTIONS) (\/[\w\-.~!$&'()*+,;=:@%/?]*) HTTP\/1\.1\r\n/;
const HEADER = /([\w!#$%&'*+\-.^`|~]+): ?([!-~](?:[ -~]*[!-~])?)\r\n/y;
const END_OF_HEAD = '\r\n\r\n';

/** They change how a request is framed, answered, or what becomes of its connection; or Node makes no text of them. */
const NOT_PLAIN: ReadonlySet<string> = new Set([
  '__proto__',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

type Socket = RequestHead['socket'];

export class PlainRequest implements RequestHead {
  constructor(
    readonly method: string,
    readonly url: string,
    readonly headers: Readonly<Record<string, string | undefined>>,
    readonly rawHeaders: readonly string[],
    readonly body: Buffer,
    readonly socket: Socket,
  ) {}

  get headersDistinct(): Record<string, string[]> {
    const distinct = Object.create(null) as Record<string, string[]>;
    for (const [name, value = ''] of Object.entries(this.headers)) distinct[name] = [value];
    return distinct;
  }
}

/** @param bytes what has come of a connection since the last request. */
export function readPlainRequest(bytes: Buffer, socket: Socket): PlainRequest | null {
  // As latin1, so that each byte is a character and each that is not of ASCII fits nothing below.
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, GREATEST_HEAD));
  const end = text.indexOf(END_OF_HEAD) + 2;
  const line = REQUEST_LINE.exec(text);
  if (end < 2 || line === null) return null;

  const headers = Object.create(null) as Record<string, string>;
  const rawHeaders: string[] = [];
  let at = line[0].length;
  while (at < end) {
    HEADER.lastIndex = at;
    const header = HEADER.exec(text);
    if (header === null) return null;
    const [{ length }, rawName = '', value = ''] = header;
    const name = rawName.toLowerCase();
    if (headers[name] !== undefined || NOT_PLAIN.has(name)) return null;
    headers[name] = value;
    rawHeaders.push(rawName, value);
    at += length;
  }

  const { host, connection = 'keep-alive', 'content-length': length = '0' } = headers;
  if (host === undefined || !LENGTH.test(length) || connection.toLowerCase() !== 'keep-alive') return null;
  const body = end + 2;
  if (bytes.length !== body + Number(length)) return null;
  return new PlainRequest(line[1] ?? '', line[2] ?? '', headers, rawHeaders, bytes.subarray(body), socket);
}
