/**
 * The first start: the organization, its root user and root's personal token. A start that finds an
 * organization changes none of it.
 */
import { IsNull, type EntityManager } from 'typeorm';
import { actedBySystem } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import { userKeys } from '../organizations/user-profile';
import { UserEntity } from '../organizations/user.entity';
import type { SecretHasher } from '../tokens/secret-hasher';
import { newPersonalToken } from '../tokens/personal-token';
import { drawOrderedTokenString } from '../tokens/token-secret';
import { createdEvent, insertToken } from '../tokens/token-store';
import { checkPassword, type Passwords } from './passwords';

export interface FirstStartSettings {
  /** Root's first password; without effect once root has one. */
  readonly rootPassword: string | undefined;
  /** Puts root's token where its owner finds it, and has it on disk when the promise resolves. */
  readonly keepRootToken: (token: string) => Promise<void>;
}

const ORGANIZATION_NAME = 'Default organization';
const ROOT_USERNAME = 'root';

export class FirstStart {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly passwords: Passwords,
  ) {}

  /** Whether this was the first start. @throws DomainError BAD_USER_INPUT for an unusable root password. */
  async run(settings: FirstStartSettings): Promise<boolean> {
    if (settings.rootPassword !== undefined) checkPassword('TOLLGATE_ROOT_PASSWORD', settings.rootPassword);
    const isFirst = await this.store.transact(async (manager) => {
      if (await manager.existsBy(OrganizationEntity, { isDefault: true })) return false;
      await this.create(manager, settings.keepRootToken);
      return true;
    });
    if (settings.rootPassword !== undefined) await this.setFirstPassword(settings.rootPassword);
    return isFirst;
  }

  private async create(
    manager: EntityManager,
    keepRootToken: FirstStartSettings['keepRootToken'],
  ): Promise<void> {
    const now = this.clock.now();
    const organization = Object.assign(new OrganizationEntity(), {
      id: newId(),
      name: ORGANIZATION_NAME,
      nameKey: nameKey(ORGANIZATION_NAME),
      description: null,
      cid: null,
      subdomain: null,
      targetBucketId1: null,
      targetBucketId2: null,
      isDefault: true,
      createdAt: now,
      deletedAt: null,
    });
    const root = {
      id: newId(),
      organizationId: organization.id,
      username: ROOT_USERNAME,
      ...userKeys({ username: ROOT_USERNAME, fullName: null }),
    };
    const string = drawOrderedTokenString(now);
    const token = newPersonalToken({ id: string.id, organizationId: organization.id, userId: root.id, now });
    await manager.insert(OrganizationEntity, organization);
    await manager.insert(UserEntity, { ...root, isRoot: true, isOrgRoot: true, createdAt: now });
    await insertToken(manager, token, this.hasher.hash(string.text));
    await this.auditLog.recordAll(manager, actedBySystem(organization.id), [
      { type: 'organization.create', organizationId: organization.id, organizationName: organization.name },
      {
        type: 'user.create',
        userId: root.id,
        userName: root.username,
        organizationId: organization.id,
        isRoot: true,
        isOrgRoot: true,
      },
      createdEvent(token),
    ]);
    // Before the commit: a crash in between leaves a file that the next start overwrites, where the
    // other way round it would leave a root whose token nobody has.
    await keepRootToken(string.text);
  }

  private async setFirstPassword(password: string): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.store.transact(async (manager) => {
      const organization = await manager.findOneByOrFail(OrganizationEntity, { isDefault: true });
      const root = await manager.findOneBy(UserEntity, {
        organizationId: organization.id,
        usernameKey: ROOT_USERNAME,
        isRoot: true,
        passwordHash: IsNull(),
        removedAt: IsNull(),
      });
      if (root === null) return;
      await manager.update(UserEntity, { id: root.id }, { passwordHash });
      await this.auditLog.record(manager, actedBySystem(root.organizationId), {
        type: 'user.password.change',
        userId: root.id,
        userName: root.username,
      });
    });
  }
}
