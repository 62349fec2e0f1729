import { parseTrustedProxies } from '../../../src/authentication/client-address';
import { requestOrigin, type ReceivedRequest } from '../../../src/authentication/request-origin';

const PROXIES = parseTrustedProxies('10.0.0.1');

function originOf(peer: string | undefined, headers: ReceivedRequest['headers'] = {}) {
  return requestOrigin({ requestId: 'request-1', peer, headers }, PROXIES);
}

describe('Where a request comes from', () => {
  test('is its peer’s address, with its id and its user agent', () => {
    expect(originOf('198.51.100.7', { 'user-agent': 'curl/8' })).toEqual({
      requestId: 'request-1',
      address: expect.objectContaining({ text: '198.51.100.7' }),
      clientAddress: '198.51.100.7',
      userAgent: 'curl/8',
    });
  });

  test.each<[string, ReceivedRequest['headers']]>([
    ['x-forwarded-for', { 'x-forwarded-for': '203.0.113.9' }],
    ['x-forwarded-for in several headers', { 'x-forwarded-for': ['192.0.2.1', '203.0.113.9'] }],
    ['forwarded', { forwarded: 'for=203.0.113.9' }],
  ])('is what a trusted proxy says in %s, and nobody else', (_, headers) => {
    expect(originOf('10.0.0.1', headers).clientAddress).toBe('203.0.113.9');
    expect(originOf('10.0.0.2', headers).clientAddress).toBe('10.0.0.2');
  });

  test.each([
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
  ])('is written in canonical form: %s', (peer, text) => {
    const origin = originOf(peer);

    expect(origin.clientAddress).toBe(text);
    expect(origin.address?.text).toBe(text);
  });

  test.each<[string, string | undefined, ReceivedRequest['headers']]>([
    ['there is no peer', undefined, { 'x-forwarded-for': '203.0.113.9' }],
    ['the peer is no address', '/run/tollgate.sock', {}],
    ['the proxy names no address', '10.0.0.1', { 'x-forwarded-for': 'unknown' }],
  ])(
    'is not known where %s, which is undefined for filters and null for the audit log',
    (_, peer, headers) => {
      expect(originOf(peer, headers)).toMatchObject({ address: undefined, clientAddress: null });
    },
  );

  test.each([
    [undefined, null],
    ['', ''],
    ['curl/8', 'curl/8'],
    [['curl/8', 'curl/9'], null],
  ])('has the user agent of %j as %j', (header, userAgent) => {
    expect(originOf('198.51.100.7', { 'user-agent': header }).userAgent).toBe(userAgent);
  });
});
