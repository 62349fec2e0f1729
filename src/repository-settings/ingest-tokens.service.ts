/** The ingest tokens of repositories. Tollgate keeps them for automation to find; it ingests nothing. */
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName, checkedOptionalText } from '../kernel/text';
import { findVisible } from '../organizations/search-domain-directory';
import type { SecretSealer } from '../tokens/secret-sealer';
import { drawTokenString } from '../tokens/token-secret';
import { IngestTokenEntity } from './ingest-token.entity';

export interface IngestToken {
  readonly name: string;
  readonly token: string;
}

export interface NewIngestToken {
  readonly repositoryName: string;
  readonly name: string;
  readonly parser?: string | null | undefined;
  /** A secret of the caller's own choosing. */
  readonly customToken?: string | null | undefined;
}

const CUSTOM_TOKEN = /^[\x21-\x7e]{16,256}$/;
const MAX_PARSER_LENGTH = 512;

export class IngestTokensService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly sealer: SecretSealer,
  ) {}

  /** @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT when the repository has one of that name. */
  async add(caller: Caller, input: NewIngestToken): Promise<IngestToken> {
    const { principal } = caller;
    const name = checkedName('name', input.name);
    const parser = checkedOptionalText('parser', input.parser, MAX_PARSER_LENGTH);
    const custom = input.customToken ?? null;
    if (custom !== null && !CUSTOM_TOKEN.test(custom)) {
      throw badInput('customToken must have 16 to 256 visible ASCII characters and no spaces.');
    }
    const token = custom ?? drawTokenString('token').text;
    return this.store.transact(async (manager) => {
      const repository = await findVisible(manager, principal, input.repositoryName, 'repository');
      assertCan(principal, 'repositories.changeIngestTokens', { viewIds: [repository.id] });
      const key = { repositoryId: repository.id, name };
      if (await manager.existsBy(IngestTokenEntity, key)) {
        throw conflict(`The repository has an ingest token called “${name}” already.`);
      }
      await manager.insert(IngestTokenEntity, {
        ...key,
        parser,
        sealedToken: this.sealer.seal(token, ownerOf(key)),
        createdAt: this.clock.now(),
      });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'tokens',
        actionName: 'create',
        tokenName: name,
        repoId: repository.id,
        repoName: repository.name,
        parser,
        isCustomToken: custom !== null,
      });
      return { name, token };
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND. */
  async remove(caller: Caller, repositoryName: string, name: string): Promise<void> {
    const { principal } = caller;
    await this.store.transact(async (manager) => {
      const repository = await findVisible(manager, principal, repositoryName, 'repository');
      assertCan(principal, 'repositories.changeIngestTokens', { viewIds: [repository.id] });
      const key = { repositoryId: repository.id, name };
      const token = await manager.findOneBy(IngestTokenEntity, key);
      if (token === null) throw notFound('The ingest token');
      await manager.delete(IngestTokenEntity, key);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'tokens',
        actionName: 'delete',
        tokenName: name,
        repoId: repository.id,
        repoName: repository.name,
        parser: token.parser,
        isCustomToken: null,
      });
    });
  }

  /** By name, secrets included, as LogScale answers them. @throws DomainError FORBIDDEN. */
  async list(caller: Caller, repositoryId: string): Promise<IngestToken[]> {
    assertCan(caller.principal, 'repositories.changeIngestTokens', { viewIds: [repositoryId] });
    const rows = await this.store.read.find(IngestTokenEntity, {
      where: { repositoryId },
      order: { name: 'ASC' },
    });
    rows.sort((a, b) => (nameKey(a.name) < nameKey(b.name) ? -1 : 1));
    return rows.map((row) => ({ name: row.name, token: this.sealer.open(row.sealedToken, ownerOf(row)) }));
  }
}

/** What its secret is sealed for. */
function ownerOf({ repositoryId, name }: Pick<IngestTokenEntity, 'repositoryId' | 'name'>): string {
  return `ingest token ${repositoryId} ${name}`;
}
