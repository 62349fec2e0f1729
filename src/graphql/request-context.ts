/** What every resolver can reach: who asks, and the loaders that batch what one answer needs. */
import type DataLoader from 'dataloader';
import type { Caller, Origin, Principal } from '../access/principal';
import { DomainError } from '../kernel/domain-error';
import type { ShownIpFilter } from '../ip-filters/ip-filters.service';
import type { PreviousTokenSecret } from '../tokens/previous-secrets';
import type { CreatorIds, TokenCreator } from '../tokens/token-creators';
import type { TokenUseEntity } from '../tokens/token-use.entity';
import type { S3ArchivingEntity } from '../repository-settings/s3-archiving.entity';
import type { SearchDomainEntity } from '../organizations/search-domain.entity';
import type { ViewConnection } from '../organizations/search-domain-directory';
import type { PageLoader } from './batch-loader';
import type { RoleLoaders } from './roles/role-loaders';
import type { UsageLoader } from './tokens/usage-loader';

export interface Loaders extends RoleLoaders {
  readonly ipFilter: DataLoader<string, ShownIpFilter | null>;
  /** The same for the tokens of a page. */
  readonly ipFilterOfPage: PageLoader<ShownIpFilter>;
  /** Null for a token that was never used. */
  readonly tokenUse: DataLoader<string, TokenUseEntity | null>;
  /** Of tokens that the caller has been shown. */
  readonly usage: UsageLoader;
  /** By the id from before a reset; null for one that does not work any more. */
  readonly previousSecret: DataLoader<string, PreviousTokenSecret | null>;
  /** Only what the caller may see of them. */
  readonly tokenCreator: DataLoader<CreatorIds, TokenCreator, string>;
  /** Only those that the caller may see; null otherwise. */
  readonly searchDomain: DataLoader<string, SearchDomainEntity | null>;
  readonly viewConnections: DataLoader<string, ViewConnection[]>;
  /** All that the caller may see. */
  readonly searchDomains: () => Promise<SearchDomainEntity[]>;
  /** Null where it is not configured, or where the caller may not read it. */
  readonly s3Archiving: DataLoader<string, S3ArchivingEntity | null>;
}

/** By their class. */
export type Resolvers = ReadonlyMap<unknown, object>;

export interface RequestContext {
  readonly resolvers: Resolvers;
  /** Null where the request carries no credentials. */
  readonly principal: Principal | null;
  readonly origin: Origin;
  /** Batches what one answer loads, and remembers it: see `renewLoaders`. */
  readonly loaders: Loaders;
  /** Forgets what was loaded: each mutation of a request must see what the one before it did. */
  renewLoaders(): void;
  /** Puts a refusal on record; called by the guard and by nothing else. */
  recordRefusal(error: DomainError, operation: string): Promise<void>;
  /** Counts the use of the credentials for one root field. Null where it is on record at once. */
  recordUse(operation: string): Promise<void> | null;
}

/** @throws DomainError UNAUTHENTICATED; the guard has thrown it before on every field that is not open. */
export function callerOf(context: RequestContext): Caller {
  if (context.principal === null) {
    throw new DomainError(
      'UNAUTHENTICATED',
      'The resource requires authentication, which was not supplied with the request',
    );
  }
  return { principal: context.principal, origin: context.origin };
}
