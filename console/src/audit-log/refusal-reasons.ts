/** Why credentials or a sign-in were refused, in words: the reasons that docs/audit-log.md lists. */

export const CREDENTIALS_REFUSED: Readonly<Record<string, string>> = {
  missingCredentials: 'no credentials were sent',
  unsupportedScheme: 'the credentials were of a kind that is not supported',
  malformedHeader: 'the Authorization header could not be read',
  malformedToken: 'what was sent is not a token',
  unknownToken: 'there is no such token',
  wrongSecret: 'the secret of the token was wrong',
  unknownTokenOrWrongSecret: 'guesses at tokens: unknown ones, or wrong secrets',
  ended: 'the token has ended: it was revoked, reset or replaced',
  expired: 'the token has expired',
  kindDisabled: 'the security policy allows no tokens of this kind',
  lifetimeExceeded: 'the token is older than the security policy allows',
  userRemoved: 'the user of the token was removed',
  organizationRemoved: 'the organization was removed',
  addressRefused: 'an IP filter does not let this address in',
  session: 'a session was presented where only tokens are taken',
  otherOrganization: 'the token is of another organization',
};

export const SIGN_IN_REFUSED: Readonly<Record<string, string>> = {
  unknownUser: 'there is no such user',
  noPassword: 'the user has no password',
  wrongPassword: 'the password was wrong',
  throttled: 'too many attempts',
};

/** Why a token stopped working, to follow “Ended the token:”. */
export const ENDED: Readonly<Record<string, string>> = {
  leaked: 'it was reported as leaked',
  rotated: 'it was reset',
  replaced: 'another took its place',
  expired: 'it has expired',
  kindDisabled: 'the security policy allows no tokens of this kind',
  lifetimeShortened: 'it is older than the security policy allows',
  userRemoved: 'its user was removed',
};
