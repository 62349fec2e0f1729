/** An answer to a plain request, byte for byte as Node's server would send it on a connection that stays open. */
import { STATUS_CODES } from 'node:http';
import type { Answer } from '../direct-route';
import { systemClock } from '../kernel/clock';

const NAME = /^[\w!#$%&'*+\-.^`|~]+$/;
/** What a value may not hold (RFC 9110, section 5.5). */
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const SECOND_MS = 1_000;

/** Headers that many answers share, as text. */
const texts = new WeakMap<readonly string[], string>();

/**
 * @param keepAliveMs for how long the connection is kept open after it.
 * @throws TypeError where a header holds what would end it, which is never sent.
 */
export function plainAnswer(
  requestId: string,
  { status, headers, body }: Answer,
  keepAliveMs: number,
): Buffer {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const head =
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n${textOf(headers)}` +
    `x-request-id: ${requestId}\r\ncontent-length: ${length}\r\nDate: ${date()}\r\n` +
    `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / SECOND_MS)}\r\n\r\n`;
  const bytes = Buffer.allocUnsafe(head.length + length);
  // As many bytes as characters: ASCII, and written in one go.
  if (body.length === length && typeof body === 'string') {
    bytes.write(head + body, 'latin1');
    return bytes;
  }
  bytes.write(head, 'latin1');
  if (typeof body === 'string') bytes.write(body, head.length);
  else body.copy(bytes, head.length);
  return bytes;
}

function textOf(headers: readonly string[]): string {
  const known = texts.get(headers);
  if (known !== undefined) return known;
  let text = '';
  for (let i = 0; i < headers.length; i += 2) {
    const [name = '', value = ''] = headers.slice(i, i + 2);
    if (!NAME.test(name) || NOT_IN_VALUE.test(value))
      throw new TypeError(`The header ${name} cannot be sent.`);
    text += `${name}: ${value}\r\n`;
  }
  texts.set(headers, text);
  return text;
}

let second = 0;
let secondsDate = '';

/** Of the machine's clock, as Node's. */
function date(): string {
  const now = Math.floor(systemClock.now() / SECOND_MS);
  if (now !== second) {
    second = now;
    secondsDate = new Date(now * SECOND_MS).toUTCString();
  }
  return secondsDate;
}
