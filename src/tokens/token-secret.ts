/**
 * The token string: `<id>~<secret>`. The secret ends in a checksum of everything before it, so that a
 * typo or junk is known for what it is without a look-up and a secret scanner can confirm a find
 * offline. The checksum authenticates nothing.
 *
 * The only place that draws secrets. 38 random characters of 62 are 226 bits.
 */
import { crc32 } from 'node:zlib';
import { ALPHANUMERIC, newOrderedId, randomAlphanumeric } from '../kernel/ids';

const RANDOM_LENGTH = 38;
const CHECKSUM_LENGTH = 6;
const SECRET_LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;

/** A session's id is shorter than a token's, so that one is never looked up as the other. */
const ID_LENGTHS = { token: 32, session: 24 } as const;
export const TOKEN_ID_LENGTH = ID_LENGTHS.token;
export type CredentialKind = keyof typeof ID_LENGTHS;

const SEPARATOR = '~'.charCodeAt(0);
/** By its code. */
const IS_ALPHANUMERIC = Array.from({ length: 128 }, (_, code) =>
  ALPHANUMERIC.includes(String.fromCharCode(code)),
);

export interface TokenString {
  readonly id: string;
  readonly kind: CredentialKind;
  /** The whole string: what a client presents and what is hashed. */
  readonly text: string;
}

/** Draws a new token or session string. Whoever calls this shows it once and keeps only its hash. */
export function drawTokenString(kind: CredentialKind): TokenString {
  return withSecret(kind, randomAlphanumeric(ID_LENGTHS[kind]));
}

/**
 * The same for a token whose row is kept by its id: one that sorts after those of earlier moments, so that the
 * indices that have it grow at one end, and to create many tokens changes few pages. It tells when the token was
 * made, and nothing of the secret, which is drawn as any is.
 *
 * @param now milliseconds since the epoch.
 */
export function drawOrderedTokenString(now: number): TokenString {
  return withSecret('token', newOrderedId(now));
}

function withSecret(kind: CredentialKind, id: string): TokenString {
  const unchecked = `${id}~${randomAlphanumeric(RANDOM_LENGTH)}`;
  return { id, kind, text: unchecked + checksum(unchecked) };
}

/** Undefined for anything that Tollgate cannot have issued. */
export function parseTokenString(presented: string): TokenString | undefined {
  const idLength = presented.length - SECRET_LENGTH - 1;
  const kind = idLength === ID_LENGTHS.token ? 'token' : 'session';
  if (idLength !== ID_LENGTHS[kind] || !isInFormat(presented, idLength) || !hasChecksum(presented))
    return undefined;
  return { id: presented.slice(0, idLength), kind, text: presented };
}

/** Character by character: for each guess at a token, a regular expression takes three times as long. */
function isInFormat(text: string, idLength: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (i === idLength ? code !== SEPARATOR : IS_ALPHANUMERIC[code] !== true) return false;
  }
  return true;
}

/**
 * Whether what is presented may be a token's string, unchecked, with an id of {@link TOKEN_ID_LENGTH}: to find what is
 * known of it, and no more.
 */
export function isLikeToken(presented: string): boolean {
  return presented.length === TOKEN_ID_LENGTH + 1 + SECRET_LENGTH && presented[TOKEN_ID_LENGTH] === '~';
}

/** The same digits as {@link checksum}'s, without making a text of them: for each guess at a token. */
function hasChecksum(text: string): boolean {
  // As integers, which V8 divides sooner than what may be none.
  let rest = crc32(text.slice(0, -CHECKSUM_LENGTH)) >>> 0;
  let isRight = true;
  for (let i = 1; i <= CHECKSUM_LENGTH; i++) {
    isRight &&= text.charCodeAt(text.length - i) === ALPHANUMERIC.charCodeAt(rest % ALPHANUMERIC.length);
    rest = (rest / ALPHANUMERIC.length) >>> 0;
  }
  return isRight;
}

/** CRC-32 in base 62, most significant digit first. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = ALPHANUMERIC.charAt(rest % ALPHANUMERIC.length) + digits;
    rest = Math.floor(rest / ALPHANUMERIC.length);
  }
  return digits;
}
