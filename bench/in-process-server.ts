/**
 * The server without its network: what verifies and creates tokens, made over a data folder as `src/app.ts`
 * makes it. The one place of the bench that knows constructors of the server.
 */
import path from 'node:path';
import type { UserPrincipal } from '../src/access/principal';
import { AuditLog } from '../src/audit/audit-log';
import { CountedEntries } from '../src/audit/counted-entries';
import { Authenticator, type ProvedToken } from '../src/authentication/authenticator';
import { TokenCache } from '../src/authentication/token-cache';
import { livingUser, TokenLoader, userPrincipal } from '../src/authentication/token-loader';
import { TokenVerificationService } from '../src/authentication/token-verification.service';
import { TokenViews } from '../src/authentication/token-views';
import { VerdictRecords } from '../src/authentication/verdict-records';
import { CompiledIpFilters } from '../src/ip-filters/compiled-ip-filters';
import { systemClock } from '../src/kernel/clock';
import { UserEntity } from '../src/organizations/user.entity';
import { EffectiveGrants } from '../src/roles/effective-grants';
import { openStore } from '../src/storage/open-store';
import { loadAuditKey, loadPeppers } from '../src/storage/secret-files';
import { SecretHasher } from '../src/tokens/secret-hasher';
import { TokenCreationService } from '../src/tokens/token-creation.service';
import { TokenUses } from '../src/tokens/token-uses';
import { WebhookOutbox } from '../src/webhooks/webhook-outbox';

export interface ServerPlace {
  readonly dataDirectory: string;
  /** Null for SQLite in the data folder. */
  readonly databaseUrl: string | null;
  /** How many tokens are kept in memory; 0 for none. */
  readonly cacheSize: number;
}

export interface InProcessServer {
  readonly authenticator: Authenticator;
  readonly verification: TokenVerificationService;
  readonly creation: TokenCreationService;
  /** Root, as who tokens are created. */
  readonly root: UserPrincipal;
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The pool that a server has unless it is told otherwise. */
export const POOL_SIZE = 10;

export async function inProcessServer(place: ServerPlace): Promise<InProcessServer> {
  const { dataDirectory, databaseUrl, cacheSize } = place;
  const store = await openStore(
    {
      databaseFile: path.join(dataDirectory, 'tollgate.sqlite'),
      postgres:
        databaseUrl === null
          ? null
          : { url: databaseUrl, poolSize: POOL_SIZE, timeoutMs: 10_000, startTimeoutMs: 10_000 },
    },
    SILENT,
  );
  const hasher = new SecretHasher(await loadPeppers(path.join(dataDirectory, 'pepper'), true));
  const auditKey = await loadAuditKey(path.join(dataDirectory, 'audit-key.pem'), true);
  const webhookOutbox = new WebhookOutbox(systemClock);
  const auditLog = new AuditLog(store, systemClock, auditKey, [webhookOutbox.onRecord]);
  const grants = new EffectiveGrants(store);
  const loader = new TokenLoader(new CompiledIpFilters(), grants);
  const cache = new TokenCache<ProvedToken>(store.changes, cacheSize);
  const authenticator = new Authenticator(store, systemClock, hasher, loader, grants, cache);
  const counted = new CountedEntries(store, auditLog, systemClock, SILENT);
  const records = new VerdictRecords(counted, new TokenUses(store, SILENT), systemClock, null);
  const { id } = await store.read.findOneByOrFail(UserEntity, { isRoot: true });
  const user = await livingUser(store.read, id);
  if (user === null) throw new Error('There is no root user.');
  return {
    authenticator,
    verification: new TokenVerificationService(
      store,
      authenticator,
      new TokenViews(store),
      records,
      systemClock,
    ),
    creation: new TokenCreationService(store, auditLog, systemClock, hasher),
    root: userPrincipal(user, { kind: 'personalToken', tokenId: 'bench' }, await grants.of(user)),
  };
}
