/**
 * Which address a request came from, given what proxies say and which of them are believed.
 *
 * Everybody can send `X-Forwarded-For` and `Forwarded`; only what a trusted proxy appended to them is
 * knowledge. So they are read from the right, where the nearest proxy wrote, past the proxies that are
 * trusted, and no further: what stands left of there is what the client would like to be.
 */
import { isIPv6 } from 'node:net';
import { type IpAddress, parseIpAddress, parseSocketAddress } from '../ip-filters/ip-address';
import { covers, type IpBlock, parseIpBlock } from '../ip-filters/ip-block';
import { forwardedElements, forwardedParameter, headerText, withoutBlanks } from './forwarded-header';

/** The addresses whose headers are believed; made by {@link parseTrustedProxies}. */
export type TrustedProxies = readonly IpBlock[];

export interface ClientAddressInput {
  /** Node's `socket.remoteAddress`. */
  readonly peer: string | undefined;
  /** The header as Node gives it; one that came several times as a list, in the order it came. */
  readonly xForwardedFor: string | string[] | undefined;
  readonly forwarded: string | string[] | undefined;
}

/**
 * Reads the operator's list of trusted proxies: addresses and CIDR blocks, as {@link parseIpBlock} reads
 * them, separated by commas or white space. An empty list trusts nobody.
 *
 * A block so wide that clients are in it lets them choose their own address; no length is refused for that,
 * since only the operator knows the network.
 *
 * @throws Error naming the entry that is neither. It is meant to stop the server from starting.
 */
export function parseTrustedProxies(text: string): TrustedProxies {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  return entries.map((entry) => {
    const parsed = parseIpBlock(entry);
    if ('expected' in parsed) {
      throw new Error(`${JSON.stringify(entry)} is no trusted proxy; expected ${parsed.expected}.`);
    }
    return parsed.block;
  });
}

/**
 * The address a request came from:
 *
 * - the socket's peer, unless that is a trusted proxy or neither header has content;
 * - else the rightmost entry of the header that is no trusted proxy, or the leftmost if all are;
 * - undefined, an address that is not known, if an entry on the way there is no address: a name, `unknown`,
 *   an obfuscated identifier, nothing between two commas.
 *
 * With both headers the two must agree. A proxy writes the one that it was set up for and passes the other
 * on as the client sent it, and which is which cannot be seen from here; if they differ, the address is not
 * known. Never throws; the time it takes grows with the length of the headers and no faster.
 */
export function clientAddress(
  { peer, xForwardedFor, forwarded }: ClientAddressInput,
  trusted: TrustedProxies,
): IpAddress | undefined {
  const peerAddress = parseSocketAddress(peer);
  if (peerAddress === undefined || !isTrusted(peerAddress, trusted)) return peerAddress;

  const xForwardedForText = headerText(xForwardedFor);
  const forwardedText = headerText(forwarded);
  if (xForwardedForText === '' && forwardedText === '') return peerAddress;
  if (forwardedText === '') return firstUntrusted(xForwardedForHops(xForwardedForText), trusted);
  if (xForwardedForText === '') return firstUntrusted(forwardedHops(forwardedText), trusted);

  const byXForwardedFor = firstUntrusted(xForwardedForHops(xForwardedForText), trusted);
  const byForwarded = firstUntrusted(forwardedHops(forwardedText), trusted);
  return byXForwardedFor?.text === byForwarded?.text ? byXForwardedFor : undefined;
}

export function isTrusted(address: IpAddress, trusted: TrustedProxies): boolean {
  return trusted.some((block) => covers(block, address));
}

/** Walks hops from the nearest outwards; each is an address, or undefined if it is none that can be read. */
function firstUntrusted(
  hops: Iterable<IpAddress | undefined>,
  trusted: TrustedProxies,
): IpAddress | undefined {
  let farthest: IpAddress | undefined;
  for (const hop of hops) {
    if (hop === undefined || !isTrusted(hop, trusted)) return hop;
    farthest = hop;
  }
  return farthest;
}

function* xForwardedForHops(header: string): Generator<IpAddress | undefined> {
  for (let end = header.length; end >= 0;) {
    // lastIndexOf takes a negative start for 0, and would find a comma there for ever.
    const comma = end === 0 ? -1 : header.lastIndexOf(',', end - 1);
    yield parseNode(withoutBlanks(header.slice(comma + 1, end)));
    end = comma;
  }
}

/** The hops of a `Forwarded` header (RFC 7239, section 4), each from its element's `for` parameter. */
function* forwardedHops(header: string): Generator<IpAddress | undefined> {
  for (const element of forwardedElements(header)) yield parseForwardedElement(element);
}

function parseForwardedElement(element: string): IpAddress | undefined {
  const node = forwardedParameter(element, 'for');
  return node === undefined ? undefined : parseNode(node);
}

/**
 * An address, with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`,
 * `[2001:db8::1]:80` (RFC 7239, section 6). Both headers are read alike, although the RFC wants brackets
 * around each IPv6 address; without them, no port is looked for.
 */
function parseNode(node: string): IpAddress | undefined {
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(node);
  if (bracketed) {
    const [, inner = '', port] = bracketed;
    return isIPv6(inner) && isPort(port) ? parseIpAddress(inner) : undefined;
  }
  const withPort = /^([\d.]+):(\d{1,5})$/.exec(node);
  if (!withPort) return parseIpAddress(node);
  const [, ipv4 = '', port] = withPort;
  return isPort(port) ? parseIpAddress(ipv4) : undefined;
}

function isPort(digits: string | undefined): boolean {
  return digits === undefined || Number(digits) <= 65_535;
}
