/** What Tollgate answers about a token (RFC 7662, section 2.2): checked field by field before anybody relies on it. */
import { parseUnambiguousJson } from './unambiguous-json';

const TOKEN_DOMAINS = ['personal', 'view', 'organization', 'system'] as const;
export type TokenDomain = (typeof TOKEN_DOMAINS)[number];

/** A repository or view that the token reaches, and what it may do there. */
export interface TollgateView {
  readonly id: string;
  readonly name: string;
  /** LogScale's names of permissions, such as `ReadAccess`. */
  readonly permissions: readonly string[];
}

/** Who calls. Frozen, since requests share it. */
export interface TollgateIdentity {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly tokenDomain: TokenDomain;
  readonly organizationId: string;
  /** The user that the token acts as; null for one that acts for nobody. */
  readonly userId: string | null;
  readonly username: string | null;
  /** RFC 7662's `client_id`. */
  readonly clientId: string;
  /** RFC 7662's `sub`. */
  readonly subject: string;
  /** RFC 7662's `scope`: all permissions that it has anywhere, separated by a space each. */
  readonly scope: string;
  /** LogScale's names of the permissions that the token has throughout: in the organization, or in every view. */
  readonly permissions: readonly string[];
  /** Where it has permissions singly. */
  readonly views: readonly TollgateView[];
  /** Milliseconds since the epoch, to the second. */
  readonly createdAt: number;
  /** Milliseconds since the epoch, to the second; null for a token that does not expire. */
  readonly expireAt: number | null;
}

export type IntrospectionAnswer =
  { readonly active: false } | { readonly active: true; readonly identity: TollgateIdentity };

const INACTIVE: IntrospectionAnswer = Object.freeze({ active: false });

/** @throws SyntaxError if the text is no JSON, TypeError naming the field that is not as it must be. */
export function readIntrospectionAnswer(text: string): IntrospectionAnswer {
  const fields = record(parseUnambiguousJson(text), 'The answer');
  if (fields['active'] === false) return INACTIVE;
  if (fields['active'] !== true) throw new TypeError('“active” is neither true nor false.');
  if (string(fields, 'token_type').toLowerCase() !== 'bearer')
    throw new TypeError('“token_type” is not Bearer.');
  const identity: TollgateIdentity = {
    tokenId: name(fields, 'token_id'),
    tokenName: string(fields, 'token_name'),
    tokenDomain: tokenDomain(fields),
    organizationId: name(fields, 'organization_id'),
    userId: optional(fields, 'user_id', name),
    username: optional(fields, 'username', name),
    clientId: name(fields, 'client_id'),
    subject: name(fields, 'sub'),
    scope: string(fields, 'scope'),
    permissions: strings(fields, 'permissions'),
    views: Object.freeze(list(fields, 'views').map(view)),
    createdAt: seconds(fields, 'iat') * 1_000,
    expireAt: optional(fields, 'exp', (all, field) => seconds(all, field) * 1_000),
  };
  return Object.freeze({ active: true, identity: Object.freeze(identity) });
}

type Fields = Readonly<Record<string, unknown>>;

function view(value: unknown): TollgateView {
  const fields = record(value, 'An entry of “views”');
  return Object.freeze({
    id: name(fields, 'id'),
    name: name(fields, 'name'),
    permissions: strings(fields, 'permissions'),
  });
}

function record(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${what} is no object.`);
  // Without a prototype nothing is found in it that was not sent.
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

function string(fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string') throw new TypeError(`“${field}” is no text.`);
  return value;
}

function name(fields: Fields, field: string): string {
  const value = string(fields, field);
  if (value === '') throw new TypeError(`“${field}” is empty.`);
  return value;
}

function list(fields: Fields, field: string): readonly unknown[] {
  const value = fields[field];
  if (!Array.isArray(value)) throw new TypeError(`“${field}” is no list.`);
  return value;
}

function strings(fields: Fields, field: string): readonly string[] {
  const values = list(fields, field);
  if (!values.every((value) => typeof value === 'string'))
    throw new TypeError(`“${field}” holds what is no text.`);
  return Object.freeze([...values]);
}

function seconds(fields: Fields, field: string): number {
  const value = fields[field];
  if (
    typeof value !== 'number' ||
    !Number.isSafeInteger(value * 1_000) ||
    !Number.isInteger(value) ||
    value < 0
  )
    throw new TypeError(`“${field}” is no whole number of seconds.`);
  return value;
}

function optional<T>(fields: Fields, field: string, read: (fields: Fields, field: string) => T): T | null {
  return fields[field] === undefined ? null : read(fields, field);
}

function tokenDomain(fields: Fields): TokenDomain {
  const value = string(fields, 'token_domain');
  const domain = TOKEN_DOMAINS.find((candidate) => candidate === value);
  if (domain === undefined) throw new TypeError('“token_domain” is none.');
  return domain;
}
