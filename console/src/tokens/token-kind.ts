/** The domains of tokens, as they are called in the API and on pages. */
import type { TokenRowFragment } from '../api/operations';

export type TokenKind = TokenRowFragment['__typename'];

export const KIND_NAMES: Readonly<Record<TokenKind, string>> = {
  PersonalUserToken: 'Personal',
  ViewPermissionsToken: 'Repository or view',
  OrganizationPermissionsToken: 'Organization',
  SystemPermissionsToken: 'System',
};
