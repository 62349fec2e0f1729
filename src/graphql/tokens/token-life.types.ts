import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { TokenEndReason } from '../../audit/audit-event';
import type { TokenCreator } from '../../tokens/token-creators';
import type { TokenState } from '../../tokens/token-state';

export const TokenStateEnum: { readonly [State in TokenState]: State } = {
  Active: 'Active',
  ExpiringSoon: 'ExpiringSoon',
  Expired: 'Expired',
  Revoked: 'Revoked',
  Blocked: 'Blocked',
};
registerEnumType(TokenStateEnum, {
  name: 'TokenState',
  description: 'Whether a token works, and why not. Tollgate’s own.',
  valuesConfig: {
    Active: { description: 'It works, and does not expire soon.' },
    ExpiringSoon: {
      description: 'It works, and expires within the days of TOLLGATE_EXPIRING_SOON_DAYS, 7 by default.',
    },
    Expired: { description: 'Its expiry is past.' },
    Revoked: { description: 'People ended it: it was revoked, reported as leaked, reset or replaced.' },
    Blocked: { description: 'A security policy does not allow it any more, or its user was removed.' },
  },
});

export const TokenEndReasonEnum: { readonly [Reason in TokenEndReason]: Reason } = {
  revoked: 'revoked',
  leaked: 'leaked',
  rotated: 'rotated',
  replaced: 'replaced',
  expired: 'expired',
  kindDisabled: 'kindDisabled',
  lifetimeShortened: 'lifetimeShortened',
  userRemoved: 'userRemoved',
};
registerEnumType(TokenEndReasonEnum, {
  name: 'TokenEndReason',
  description: 'Why a token stopped working, spelled as in the audit log. Tollgate’s own.',
  valuesConfig: {
    revoked: { description: 'It was revoked.' },
    leaked: { description: 'It was reported as leaked.' },
    rotated: { description: 'It was reset: the token lives on with another id.' },
    replaced: { description: 'Its user made another personal token.' },
    expired: { description: 'Its expiry came.' },
    kindDisabled: { description: 'A security policy disabled tokens of its kind.' },
    lifetimeShortened: { description: 'A security policy set a maximum that it had outlived.' },
    userRemoved: { description: 'Its user was removed.' },
  },
});

@ObjectType('TokenUser', { description: 'The user whose a personal token is. Tollgate’s own.' })
export class TokenUserType {
  @Field(() => String, { description: 'The user’s id.' })
  userId!: string;

  @Field(() => String, { description: 'The username.' })
  userName!: string;
}

@ObjectType('TokenCreator', {
  description:
    'Who created a token, as far as the caller may see users and other tokens. A user who did it with a personal token is named together with that token. Tollgate’s own.',
})
export class TokenCreatorType {
  @Field(() => String, {
    nullable: true,
    description:
      'The user’s id; null where it was no user, or another than the calling user and the caller does not hold ManageUsers.',
  })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: 'The username, where userId is told.' })
  userName!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of the token that made the request; null where none did, or where the caller manages no part of it.',
  })
  tokenId!: string | null;

  @Field(() => String, { nullable: true, description: 'That token’s name, where tokenId is told.' })
  tokenName!: string | null;

  /** Null where there is nothing to tell. */
  static from({ user, token }: TokenCreator): TokenCreatorType | null {
    if (user === null && token === null) return null;
    return Object.assign(new TokenCreatorType(), {
      userId: user?.id ?? null,
      userName: user?.username ?? null,
      tokenId: token?.id ?? null,
      tokenName: token?.name ?? null,
    });
  }
}
