/** The personal details of a user: optional everywhere, and checked the same way everywhere. */
import { nameKey } from '../kernel/name-key';
import { checkedOptionalText } from '../kernel/text';
import type { UserEntity } from './user.entity';

export const PROFILE_FIELDS = [
  'company',
  'firstName',
  'lastName',
  'fullName',
  'picture',
  'email',
  'countryCode',
  'stateCode',
] as const;

export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** A null or absent field means "leave it": LogScale's clients send null for what they do not set. */
export type UserProfile = Readonly<Partial<Record<ProfileField, string | null | undefined>>>;

const MAX_FIELD_LENGTH = 512;
const MAX_PICTURE_LENGTH = 65_536;

/**
 * The fields of `given` that are set, checked.
 * @throws DomainError BAD_USER_INPUT naming the field that is too long.
 */
export function checkedProfile(given: UserProfile): Partial<Pick<UserEntity, ProfileField>> {
  const checked: Partial<Pick<UserEntity, ProfileField>> = {};
  for (const field of PROFILE_FIELDS) {
    const max = field === 'picture' ? MAX_PICTURE_LENGTH : MAX_FIELD_LENGTH;
    const value = checkedOptionalText(field, given[field], max);
    if (value !== null) checked[field] = value;
  }
  return checked;
}

/** The keys that go with a user's names; to be written whenever one of them is. */
export function userKeys(
  names: Pick<UserEntity, 'username' | 'fullName'>,
): Pick<UserEntity, 'usernameKey' | 'fullNameKey' | 'displayNameKey'> {
  return {
    usernameKey: nameKey(names.username),
    fullNameKey: nameKey(names.fullName ?? ''),
    displayNameKey: nameKey(displayName(names)),
  };
}

/** What to call a user: the full name where there is one. */
export function displayName(user: Pick<UserEntity, 'fullName' | 'username'>): string {
  const fullName = user.fullName?.trim() ?? '';
  return fullName === '' ? user.username : fullName;
}
