/** What can be done with a token, by its kind: the API has a mutation of its own for each. */
import { ask } from '../api/ask';
import {
  TokenPageChangeOrganizationDocument,
  TokenPageChangeSystemDocument,
  TokenPageChangeViewDocument,
  TokenPageResetOrganizationDocument,
  TokenPageResetPersonalDocument,
  TokenPageResetSystemDocument,
  TokenPageResetViewDocument,
  TokenPageRevokeOrganizationDocument,
  TokenPageRevokePersonalDocument,
  TokenPageRevokeSystemDocument,
  TokenPageRevokeViewDocument,
  type OrganizationPermission,
  type Permission,
  type SystemPermission,
} from '../api/operations';
import type { TokenKind } from '../tokens/token-kind';

export interface IssuedToken {
  readonly id: string;
  /** The secret string: shown once, kept nowhere. */
  readonly token: string;
}

interface ResetInput {
  readonly id: string;
  readonly overlapMs: number;
}

interface RevokeInput {
  readonly id: string;
  readonly reason: string | null;
}

interface Output {
  readonly token: string;
  readonly tokenMetadata: { readonly id: string };
}

const issued = ({ token, tokenMetadata }: Output): IssuedToken => ({ id: tokenMetadata.id, token });

const RESETS: Readonly<Record<TokenKind, (input: ResetInput) => Promise<IssuedToken>>> = {
  PersonalUserToken: async (input) =>
    issued((await ask(TokenPageResetPersonalDocument, { input })).resetPersonalUserToken),
  ViewPermissionsToken: async (input) =>
    issued((await ask(TokenPageResetViewDocument, { input })).resetViewPermissionsToken),
  OrganizationPermissionsToken: async (input) =>
    issued((await ask(TokenPageResetOrganizationDocument, { input })).resetOrganizationPermissionsToken),
  SystemPermissionsToken: async (input) =>
    issued((await ask(TokenPageResetSystemDocument, { input })).resetSystemPermissionsToken),
};

const REVOCATIONS: Readonly<Record<TokenKind, (input: RevokeInput) => Promise<unknown>>> = {
  PersonalUserToken: (input) => ask(TokenPageRevokePersonalDocument, { input }),
  ViewPermissionsToken: (input) => ask(TokenPageRevokeViewDocument, { input }),
  OrganizationPermissionsToken: (input) => ask(TokenPageRevokeOrganizationDocument, { input }),
  SystemPermissionsToken: (input) => ask(TokenPageRevokeSystemDocument, { input }),
};

export type ScopedKind = Exclude<TokenKind, 'PersonalUserToken'>;

/** The names come from the catalogue of the token's own domain. */
const CHANGES: Readonly<
  Record<ScopedKind, (id: string, permissions: readonly string[]) => Promise<unknown>>
> = {
  ViewPermissionsToken: (id, permissions) =>
    ask(TokenPageChangeViewDocument, { input: { id, permissions: permissions as Permission[] } }),
  OrganizationPermissionsToken: (id, permissions) =>
    ask(TokenPageChangeOrganizationDocument, {
      input: { id, permissions: permissions as OrganizationPermission[] },
    }),
  SystemPermissionsToken: (id, permissions) =>
    ask(TokenPageChangeSystemDocument, { input: { id, permissions: permissions as SystemPermission[] } }),
};

export function resetToken(kind: TokenKind, input: ResetInput): Promise<IssuedToken> {
  return RESETS[kind](input);
}

export function revokeToken(kind: TokenKind, input: RevokeInput): Promise<unknown> {
  return REVOCATIONS[kind](input);
}

export function changePermissions(
  kind: ScopedKind,
  id: string,
  permissions: readonly string[],
): Promise<unknown> {
  return CHANGES[kind](id, permissions);
}
