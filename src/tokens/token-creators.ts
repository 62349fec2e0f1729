/** Who created tokens, as far as the caller may see users and other tokens. */
import { In, type EntityManager } from 'typeorm';
import { can } from '../access/authorize';
import { tokenIdOf, type Principal } from '../access/principal';
import type { Store } from '../kernel/store';
import { UserEntity } from '../organizations/user.entity';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { seesToken } from './token-management';
import { TokenEntity } from './token.entity';

export type CreatorIds = Pick<Token, 'createdByUserId' | 'createdByTokenId'>;

/** Null is what is not known or not to be seen. */
export interface TokenCreator {
  readonly user: Pick<UserEntity, 'id' | 'username'> | null;
  readonly token: Pick<Token, 'id' | 'name'> | null;
}

export class TokenCreators {
  constructor(private readonly store: Store) {}

  /** In the order asked for, in a number of queries that does not depend on how many. */
  async of(principal: Principal, creators: readonly CreatorIds[]): Promise<TokenCreator[]> {
    const { read } = this.store;
    const users = await visibleUsers(read, principal, idsOf(creators, 'createdByUserId'));
    const tokens = await visibleTokens(read, principal, idsOf(creators, 'createdByTokenId'));
    return creators.map(({ createdByUserId, createdByTokenId }) => ({
      user: users.get(createdByUserId ?? '') ?? null,
      token: tokens.get(createdByTokenId ?? '') ?? null,
    }));
  }
}

function idsOf(creators: readonly CreatorIds[], which: keyof CreatorIds): string[] {
  return [...new Set(creators.map((creator) => creator[which]).filter((id) => id !== null))];
}

/** Oneself, and others for who manages users: those that were removed too, since their tokens live on. */
async function visibleUsers(
  read: EntityManager,
  principal: Principal,
  ids: readonly string[],
): Promise<Map<string, UserEntity>> {
  const visible = can(principal, 'users.read')
    ? ids
    : ids.filter((id) => principal.kind === 'user' && principal.userId === id);
  if (visible.length === 0) return new Map();
  const { organizationId } = principal;
  const users = await read.findBy(UserEntity, { id: In([...visible]), organizationId });
  return new Map(users.map((user) => [user.id, user]));
}

/** The rule for tokens that work: the caller's own, and what it manages at least in part. */
async function visibleTokens(
  read: EntityManager,
  principal: Principal,
  ids: readonly string[],
): Promise<Map<string, Token>> {
  if (ids.length === 0) return new Map();
  const { organizationId } = principal;
  const rows = await read.findBy(TokenEntity, { id: In([...ids]), organizationId });
  const tokens = await completeTokens(read, rows);
  const own = tokenIdOf(principal);
  return new Map(
    tokens
      .filter((token) => token.id === own || seesToken(principal, token))
      .map((token) => [token.id, token]),
  );
}
