/** Which URLs a webhook may have. Pure: names are looked up, and judged, when something is sent to them. */
import { isIP } from 'node:net';
import { parseSocketAddress } from '../ip-filters/ip-address';
import { decide, type IpFilter } from '../ip-filters/ip-filter-matcher';
import { badInput } from '../kernel/domain-error';

/** What the operator allows. */
export interface ReceiverRules {
  /** To which addresses anything may be sent. */
  readonly addresses: IpFilter;
  /** Whether to URLs that are not encrypted, too. */
  readonly allowsHttp: boolean;
}

const MAX_URL_LENGTH = 2_048;

/** @returns the URL as it is kept. @throws DomainError BAD_USER_INPUT. */
export function checkedReceiverUrl(text: string, rules: ReceiverRules): string {
  if (text.length > MAX_URL_LENGTH)
    throw badInput(`url must be at most ${MAX_URL_LENGTH} characters; it has ${text.length}.`);
  if (!URL.canParse(text)) throw badInput('url must be an address such as https://example.com/hooks.');
  const url = new URL(text);
  const objection = objectionTo(url, rules);
  if (objection !== null) throw badInput(`url ${objection}.`);
  if (url.href.length > MAX_URL_LENGTH)
    throw badInput(`url must be at most ${MAX_URL_LENGTH} characters as it is sent: ${url.href.length}.`);
  return url.href;
}

/** What is wrong with it, worded to follow “url ”; null where nothing is. */
export function objectionTo(url: URL, { addresses, allowsHttp }: ReceiverRules): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.protocol === 'http:' && !allowsHttp)
    return 'must begin with https://: this server sends nothing unencrypted';
  if (url.username !== '' || url.password !== '') return 'must not hold a username or password';
  if (url.hash !== '') return 'must not have a fragment (#…)';
  const host = hostOf(url);
  // Whatever spelling it had (0x7f.1, 2130706433), a URL's parser has made four numbers of it.
  if (isIP(host) !== 0 && !isAllowed(host, addresses))
    return 'must not lead to an address that webhooks may not be sent to';
  return null;
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether anything may be sent to an address, as a socket or a resolver writes it. */
export function isAllowed(address: string, addresses: IpFilter): boolean {
  return decide(addresses, parseSocketAddress(address)).allowed;
}
