/** The way into a new organization: its first user, and that user's personal token. */
import { IsNull } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { conflict, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import type { Store } from '../kernel/store';
import { checkedName } from '../kernel/text';
import { OrganizationEntity } from '../organizations/organization.entity';
import { userKeys } from '../organizations/user-profile';
import { UserEntity } from '../organizations/user.entity';
import { loadPolicies } from '../security-policies/token-policies-store';
import { assertKindEnabled, expiryAtCreation } from '../security-policies/token-policy';
import type { IssuedToken } from '../tokens/issued-token';
import type { SecretHasher } from '../tokens/secret-hasher';
import { newPersonalToken } from '../tokens/personal-token';
import { drawOrderedTokenString } from '../tokens/token-secret';
import { createdEvent, insertToken } from '../tokens/token-store';

export class OrganizationOwnerService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
  ) {}

  /**
   * Adds a root user of another organization, with a personal token.
   * @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT when the username is taken there.
   */
  async add(
    caller: Caller,
    organizationId: string,
    name: string,
  ): Promise<{ user: UserEntity; issued: IssuedToken }> {
    assertCan(caller.principal, 'organizations.addOwner');
    const username = checkedName('username', name);
    return this.store.transact(async (manager) => {
      const organization = await manager.findOneBy(OrganizationEntity, {
        id: organizationId,
        deletedAt: IsNull(),
      });
      if (organization === null) throw notFound('The organization');
      const keys = userKeys({ username, fullName: null });
      if (
        await manager.existsBy(UserEntity, {
          organizationId,
          usernameKey: keys.usernameKey,
          removedAt: IsNull(),
        })
      ) {
        throw conflict(`A user with the username “${username}” exists already.`);
      }
      const now = this.clock.now();
      const user = {
        ...keys,
        id: newId(),
        organizationId,
        username,
        isRoot: false,
        isOrgRoot: true,
        createdAt: now,
      };
      const string = drawOrderedTokenString(now);
      const policy = (await loadPolicies(manager, organizationId)).personal;
      assertKindEnabled(policy, 'personal');
      const token = {
        ...newPersonalToken({ id: string.id, organizationId, userId: user.id, now }),
        expireAt: expiryAtCreation(policy, null, now),
        ipFilterId: policy.enforcedIpFilterId,
      };
      await manager.insert(UserEntity, user);
      await insertToken(manager, token, this.hasher.hash(string.text));
      await this.auditLog.recordAll(manager, actedBy(caller), [
        {
          type: 'user.create',
          userId: user.id,
          userName: username,
          organizationId,
          isRoot: false,
          isOrgRoot: true,
        },
        createdEvent(token),
      ]);
      return {
        user: await manager.findOneByOrFail(UserEntity, { id: user.id }),
        issued: { token, secret: string.text },
      };
    });
  }
}
