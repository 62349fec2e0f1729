/**
 * A block of IP addresses: one address, or a CIDR such as `10.0.0.0/8`. IP filters and the list of trusted
 * proxies are both made of these, and both must read them alike.
 */
import { Netmask } from 'netmask';
import { type IpAddress, type Ipv6Words, parseIpAddress } from './ip-address';

export interface Ipv4Block {
  readonly family: 4;
  readonly mask: number;
  /** The first address, its host bits cleared. */
  readonly base: number;
}

export interface Ipv6Block {
  readonly family: 6;
  readonly mask: Ipv6Words;
  /** The first address, its host bits cleared. */
  readonly base: Ipv6Words;
}

export type IpBlock = Ipv4Block | Ipv6Block;

/** A block, or what was expected in its place, worded to follow "expected ". */
export type ParsedIpBlock = { readonly block: IpBlock } | { readonly expected: string };

/** Without a sign and without leading zeros, so that there is one way to write each length. */
const CIDR_LENGTH = /^(?:0|[1-9]\d{0,2})$/;

/** The bits ahead of the IPv4 address in an IPv4-mapped one (RFC 4291, section 2.5.5.2). */
const MAPPED_BITS = 96;

/**
 * Reads one address, or a block as RFC 4632, section 3.1, and RFC 4291, section 2.3, write it.
 *
 * - Host bits are cleared, not refused: `192.168.0.1/24` is `192.168.0.0/24`, as in LogScale's own samples
 *   (page security-ipfilters-rules).
 * - `0.0.0.0/0` is all of IPv4 and nothing else, `::/0` all of IPv6 and nothing else: a mapped address is an
 *   IPv4 address.
 * - A mapped block is the IPv4 block it maps: `::ffff:10.0.0.0/104` is `10.0.0.0/8`. Below 96 bits it would
 *   be neither IPv4 nor quite IPv6, and is refused.
 * - Netmasks in dotted form are refused.
 *
 * Addresses are as strict as {@link parseIpAddress} makes them. Never throws.
 */
export function parseIpBlock(text: string): ParsedIpBlock {
  const slash = text.indexOf('/');
  const addressText = slash === -1 ? text : text.slice(0, slash);
  const address = parseIpAddress(addressText);
  if (address === undefined) {
    return {
      expected: addressText.includes('%')
        ? 'an address without a zone'
        : 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8',
    };
  }

  const bits = address.family === 4 ? 32 : 128;
  if (slash === -1) return { block: blockOf(address, bits) };

  // Told by its colon: to parseIpAddress a mapped address is an IPv4 one, but its length counts 128 bits.
  const mapped = address.family === 4 && addressText.includes(':');
  const shortest = mapped ? MAPPED_BITS : 0;
  const longest = mapped ? 128 : bits;
  const lengthText = text.slice(slash + 1);
  const length = CIDR_LENGTH.test(lengthText) ? Number(lengthText) : -1;
  if (length < shortest || length > longest) {
    const subject = mapped ? 'an IPv4-mapped address' : `an IPv${address.family} address`;
    return {
      expected: `a length from ${shortest} to ${longest}, in plain digits, after the "/" of ${subject}`,
    };
  }
  return { block: blockOf(address, length - shortest) };
}

/** Whether the address lies in the block; never across families. On the path of each request. */
export function covers(block: IpBlock, address: IpAddress): boolean {
  if (block.family === 4) return address.family === 4 && (address.bits & block.mask) === block.base;
  if (address.family === 4) return false;
  const { mask, base } = block;
  const { words } = address;
  return (
    (words[0] & mask[0]) === base[0] &&
    (words[1] & mask[1]) === base[1] &&
    (words[2] & mask[2]) === base[2] &&
    (words[3] & mask[3]) === base[3]
  );
}

function blockOf(address: IpAddress, length: number): IpBlock {
  if (address.family === 4) {
    // The length goes in the text: as a number, netmask takes a 0 for "none given" and reads /32.
    const { maskLong, netLong } = new Netmask(`${address.text}/${length}`);
    // netmask counts without a sign; the bitwise operators yield signed numbers, which the base must equal.
    return { family: 4, mask: maskLong | 0, base: netLong | 0 };
  }
  const { words } = address;
  const mask: Ipv6Words = [
    maskWord(length),
    maskWord(length - 32),
    maskWord(length - 64),
    maskWord(length - 96),
  ];
  return {
    family: 6,
    mask,
    base: [words[0] & mask[0], words[1] & mask[1], words[2] & mask[2], words[3] & mask[3]],
  };
}

/** One word of a mask of which `length` bits are left to set; a shift by 32 would do nothing, hence the 0. */
function maskWord(length: number): number {
  return length <= 0 ? 0 : -1 << Math.max(0, 32 - length);
}
