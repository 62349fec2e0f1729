/** Reads users: by id for whoever may, all of them for who manages users, oneself for everybody. */
import { In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller, UserPrincipal } from '../access/principal';
import { DomainError } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { likePattern } from '../kernel/like-pattern';
import { checkedPage, pageOf, type Page } from '../kernel/paging';
import { UserEntity } from './user.entity';

export interface UserOrder {
  readonly field: 'FULLNAME' | 'USERNAME' | 'DISPLAYNAME';
  readonly direction: 'ASC' | 'DESC';
}

/** Ordering looks at names as a reader does, without regard to case. Each has an index. */
const SORT_KEYS = {
  USERNAME: 'account.usernameKey',
  FULLNAME: 'account.fullNameKey',
  DISPLAYNAME: 'account.displayNameKey',
} as const;

export interface Self {
  readonly principal: UserPrincipal;
  readonly user: Readonly<UserEntity>;
}

export class UserDirectory {
  /**
   * What users' own principals were told of them. A principal is made anew whenever its user may have
   * changed, and is gone with the token that it was kept for (authentication/token-cache): what is read
   * for it is as fresh as the verdict that let it in.
   */
  private readonly kept = new WeakMap<UserPrincipal, Readonly<UserEntity>>();

  constructor(private readonly store: Store) {}

  /**
   * The user that the caller acts as; at once where that is known.
   * @throws DomainError NOT_A_USER for a token that is no user's.
   */
  self(caller: Caller): Self | Promise<Self> {
    const { principal } = caller;
    if (principal.kind !== 'user') {
      throw new DomainError(
        'NOT_A_USER',
        `The request was made with the ${principal.tokenKind} token “${principal.tokenName}”, which is no user’s; ask for currentToken instead.`,
      );
    }
    const known = this.kept.get(principal);
    return known === undefined ? this.readSelf(principal) : { principal, user: known };
  }

  private async readSelf(principal: UserPrincipal): Promise<Self> {
    const user = Object.freeze(await this.store.read.findOneByOrFail(UserEntity, { id: principal.userId }));
    this.kept.set(principal, user);
    return { principal, user };
  }

  /** Null for an unknown id. @throws DomainError FORBIDDEN for another user's id without ManageUsers. */
  async byId(caller: Caller, id: string): Promise<UserEntity | null> {
    const { principal } = caller;
    if (principal.kind !== 'user' || principal.userId !== id) assertCan(principal, 'users.read');
    return this.store.read.findOneBy(UserEntity, {
      id,
      organizationId: principal.organizationId,
      removedAt: IsNull(),
    });
  }

  /** All users, or those whose username, names or email contain `search`, whatever its case. */
  async list(caller: Caller, search: string | null, order: UserOrder): Promise<UserEntity[]> {
    assertCan(caller.principal, 'users.read');
    return this.query(caller, search, order).getMany();
  }

  /** The same in pages. @throws DomainError FORBIDDEN, BAD_USER_INPUT. */
  async page(
    caller: Caller,
    search: string | null,
    order: UserOrder,
    { pageNumber, pageSize }: { pageNumber: number; pageSize: number },
  ): Promise<Page<UserEntity>> {
    assertCan(caller.principal, 'users.read');
    const { skip, take } = checkedPage(pageNumber, pageSize);
    const found = await this.query(caller, search, order).skip(skip).take(take).getManyAndCount();
    return pageOf(found, pageNumber, pageSize);
  }

  private query(caller: Caller, search: string | null, order: UserOrder): SelectQueryBuilder<UserEntity> {
    const query = this.store.read
      .createQueryBuilder(UserEntity, 'account')
      .where('account.organizationId = :organizationId', {
        organizationId: caller.principal.organizationId,
      })
      .andWhere('account.removedAt IS NULL')
      .orderBy(SORT_KEYS[order.field], order.direction)
      .addOrderBy('account.id', order.direction);
    if (search !== null && search.trim() !== '') {
      query.andWhere(
        `(account.usernameKey LIKE :pattern ESCAPE '\\' OR account.fullNameKey LIKE :pattern ESCAPE '\\' OR LOWER(account.email) LIKE :pattern ESCAPE '\\')`,
        { pattern: likePattern(search) },
      );
    }
    return query;
  }

  /** Root users of the organization and of the installation, who need no role. */
  async roots(organizationId: string): Promise<UserEntity[]> {
    return this.store.read.findBy(UserEntity, [
      { organizationId, isRoot: true, removedAt: IsNull() },
      { organizationId, isOrgRoot: true, removedAt: IsNull() },
    ]);
  }

  async byIds(ids: readonly string[]): Promise<UserEntity[]> {
    return this.store.read.findBy(UserEntity, { id: In([...ids]), removedAt: IsNull() });
  }
}
