import { parseTrustedProxies } from '../../../src/authentication/client-address';
import { cameOverTls } from '../../../src/authentication/client-protocol';
import type { ReceivedRequest } from '../../../src/authentication/request-origin';

const PROXIES = parseTrustedProxies('10.0.0.0/24 ::1');
const PROXY = '10.0.0.1';
type Headers = ReceivedRequest['headers'];

describe('a request came over TLS where a trusted proxy says', () => {
  test.each<[string, Headers]>([
    ['X-Forwarded-Proto: https', { 'x-forwarded-proto': 'https' }],
    ['the same in capitals, with blanks', { 'x-forwarded-proto': ' HTTPS\t' }],
    ['https behind what the client wrote', { 'x-forwarded-proto': 'http, https' }],
    ['https in the last of several headers', { 'x-forwarded-proto': ['http', 'https'] }],
    ['Forwarded: proto=https', { forwarded: 'for=192.0.2.1;proto=https' }],
    ['the same in quotes, in capitals', { forwarded: 'for=192.0.2.1; Proto="HTTPS"' }],
    ['proto=https in the element that is its own', { forwarded: 'proto=http, for=192.0.2.1;proto=https' }],
    ['it in both headers', { 'x-forwarded-proto': 'https', forwarded: 'proto=https' }],
    [
      'it in one, and only the address in the other',
      { 'x-forwarded-proto': 'https', forwarded: 'for=192.0.2.1' },
    ],
  ])('%s', (_, headers) => {
    expect(cameOverTls({ peer: PROXY, headers }, PROXIES)).toBe(true);
    expect(cameOverTls({ peer: `::ffff:${PROXY}`, headers }, PROXIES)).toBe(true);
  });

  test.each<[string, string | undefined]>([
    ['an address that is no trusted proxy', '10.0.1.1'],
    ['no address', '/run/tollgate.sock'],
    ['not known', undefined],
  ])('and not where the peer is %s, whatever that says', (_, peer) => {
    const headers = { 'x-forwarded-proto': 'https', forwarded: 'proto=https' };
    expect(cameOverTls({ peer, headers }, PROXIES)).toBe(false);
    expect(cameOverTls({ peer: PROXY, headers }, [])).toBe(false);
  });
});

describe('a request did not come over TLS where a trusted proxy says', () => {
  test.each<[string, Headers]>([
    ['nothing', {}],
    ['nothing in its headers', { 'x-forwarded-proto': '', forwarded: ' ' }],
    ['http', { 'x-forwarded-proto': 'http' }],
    ['http behind what the client wrote', { 'x-forwarded-proto': 'https, http' }],
    ['nothing behind a comma', { 'x-forwarded-proto': 'https,' }],
    ['something else', { 'x-forwarded-proto': 'wss' }],
    ['https and more', { 'x-forwarded-proto': 'https; x' }],
    ['proto=http', { forwarded: 'proto=http' }],
    ['proto=https in an element that is not its own', { forwarded: 'proto=https, for=192.0.2.1' }],
    ['proto twice', { forwarded: 'proto=https;proto=https' }],
    ['what cannot be read', { forwarded: 'proto=https;x' }],
    ['https in a quoted string', { forwarded: 'for="proto=https"' }],
    [
      'one thing in one header and another in the other',
      { 'x-forwarded-proto': 'https', forwarded: 'proto=http' },
    ],
    ['the same the other way round', { 'x-forwarded-proto': 'http', forwarded: 'proto=https' }],
  ])('%s', (_, headers) => {
    expect(cameOverTls({ peer: PROXY, headers }, PROXIES)).toBe(false);
  });
});
