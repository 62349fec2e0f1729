/**
 * The only reader of the environment. Everything is read once and checked before anything starts: a
 * setting that makes no sense stops the server with a sentence that says which one and why.
 */
import path from 'node:path';
import { z } from 'zod';
import { parseTrustedProxies, type TrustedProxies } from './authentication/client-address';
import { parseIpFilter } from './ip-filters/ip-filter-parser';
import { DENIED_BY_DEFAULT } from './webhooks/denied-by-default';
import type { ReceiverRules } from './webhooks/receiver-url';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The folder that holds the database, the pepper and the first token. */
  readonly dataDirectory: string;
  /** SQLite's file; unused where there is a PostgreSQL. */
  readonly databaseFile: string;
  readonly postgres: PostgresConfig | null;
  readonly pepperFile: string;
  readonly localAdminTokenFile: string;
  /** The private key that signs the audit log. */
  readonly auditKeyFile: string;
  /** Its public half, for those who verify exported files. */
  readonly auditPublicKeyFile: string;
  /** Where the heads of the audit log's chains are kept outside the database. */
  readonly auditCheckpointsFile: string;
  /** Whether uses of a token are counted by the minute or have an entry each. */
  readonly auditUsage: 'counted' | 'every';
  /** How long sealed audit entries are kept, in milliseconds; null for ever. */
  readonly auditRetentionMs: number | null;
  /** LogScale's event collector, and an ingest token for it. */
  readonly auditHec: { readonly url: string; readonly token: string } | null;
  readonly auditFile: { readonly path: string; readonly maxBytes: number; readonly files: number } | null;
  readonly auditStdout: boolean;
  /** Root's first password; without effect once root has one. */
  readonly rootPassword: string | undefined;
  /** How long a session lasts, in milliseconds. */
  readonly sessionLifetimeMs: number;
  /** bcrypt's cost: 2^cost rounds. */
  readonly bcryptCost: number;
  /** How long before a token expires it counts as expiring soon, in milliseconds. */
  readonly expiringSoonMs: number;
  readonly webhooks: ReceiverRules;
  /** How many tokens are kept in memory, so that their use asks nothing of the database. */
  readonly tokenCacheSize: number;
  /** How long services may keep what they are told of a token, in seconds. */
  readonly verdictCacheSeconds: number;
  readonly trustedProxies: TrustedProxies;
  /** Origins whose pages may call the API from a browser; a trailing `:*` stands for any port. */
  readonly allowedOrigins: readonly string[];
  readonly introspection: boolean;
  /** Whether opening /graphql in a browser shows Apollo Sandbox. */
  readonly sandbox: boolean;
  /** Whether the web console is served, and its sessions with it. */
  readonly console: boolean;
  readonly logLevel: string;
  /** How long requests under way may take to finish at shutdown, in milliseconds. */
  readonly shutdownTimeoutMs: number;
  readonly production: boolean;
  /** Where metrics are served; null for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Whether traces are sent out. Where to, and all else about them, OpenTelemetry's SDK reads from the OTEL_ variables itself. */
  readonly traces: boolean;
}

export interface PostgresConfig {
  /** postgres://user:password@host:port/database?sslmode=…; holds a secret. */
  readonly url: string;
  /** How many connections requests may read on at once. */
  readonly poolSize: number;
  /** How long a statement, a connection or a turn at writing may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a start waits for a database that cannot be reached, in milliseconds. */
  readonly startTimeoutMs: number;
}

export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `Tollgate cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const DEVELOPMENT_ORIGINS = ['http://localhost:*', 'http://127.0.0.1:*', 'https://studio.apollographql.com'];

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`);

const onOff = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((value) => value === 'true' || value === '1');

const origin = z
  .string()
  .regex(
    /^https?:\/\/[A-Za-z0-9.[\]:-]+?(:\*)?$/,
    'must look like https://console.example.com, without a path',
  );

/** What the parser throws is the sentence for the operator. */
const compiledBy =
  <Compiled>(parse: (text: string) => Compiled) =>
  (text: string, context: z.RefinementCtx): Compiled => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  };

/**
 * With an unescaped `/`, `?` or `#` in a password, the rest of it would be taken for the host or the
 * database, and shown in messages as such.
 */
function isPostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password, pathname, search, hash } = new URL(text);
  if (hash !== '' || pathname.includes('@') || search.includes('@')) return false;
  try {
    [username, password, pathname].forEach(decodeURIComponent);
    return true;
  } catch {
    return false;
  }
}

const SETTINGS = z.object({
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: wholeNumber(0, 65_535).default(8080),
  NODE_ENV: z.string().optional(),
  TOLLGATE_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    // The value holds a password, so it is not repeated.
    .refine(
      isPostgresUrl,
      'must look like postgres://user:password@host:5432/database; : / ? # [ ] @ and % in a password are written %3A %2F %3F %23 %5B %5D %40 and %25',
    )
    .optional(),
  TOLLGATE_DATABASE_POOL: wholeNumber(1, 1_000).default(10),
  TOLLGATE_DATABASE_TIMEOUT_MS: wholeNumber(500, 60_000).default(2_000),
  TOLLGATE_DATABASE_START_SECONDS: wholeNumber(0, 3_600).default(60),
  TOLLGATE_PEPPER_FILE: z.string().optional(),
  TOLLGATE_AUDIT_KEY_FILE: z.string().optional(),
  TOLLGATE_ROOT_PASSWORD: z.string().optional(),
  TOLLGATE_SESSION_MINUTES: wholeNumber(1, 24 * 60).default(60),
  TOLLGATE_BCRYPT_COST: wholeNumber(10, 16).default(12),
  TOLLGATE_EXPIRING_SOON_DAYS: wholeNumber(1, 365).default(7),
  TOLLGATE_IP_FILTER_WEBHOOKS: z.string().default(DENIED_BY_DEFAULT).transform(compiledBy(parseIpFilter)),
  TOLLGATE_WEBHOOKS_ALLOW_HTTP: onOff.default(false),
  TOLLGATE_TOKEN_CACHE: wholeNumber(0, 10_000_000).default(20_000),
  TOLLGATE_VERDICT_CACHE_SECONDS: wholeNumber(0, 3_600).default(10),
  TRUSTED_PROXIES: z.string().default('').transform(compiledBy(parseTrustedProxies)),
  TOLLGATE_ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(z.array(origin))
    .optional(),
  TOLLGATE_INTROSPECTION: onOff.optional(),
  TOLLGATE_SANDBOX: onOff.optional(),
  TOLLGATE_CONSOLE: onOff.default(true),
  TOLLGATE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  TOLLGATE_AUDIT_USAGE: z.enum(['counted', 'every']).default('counted'),
  TOLLGATE_AUDIT_RETENTION_DAYS: wholeNumber(1, 36_500).optional(),
  TOLLGATE_AUDIT_HEC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional(),
  TOLLGATE_AUDIT_HEC_TOKEN: z.string().optional(),
  TOLLGATE_AUDIT_FILE: z.string().optional(),
  TOLLGATE_AUDIT_FILE_MAX_MB: wholeNumber(1, 100_000).default(100),
  TOLLGATE_AUDIT_FILES: wholeNumber(1, 1_000).default(10),
  TOLLGATE_AUDIT_STDOUT: onOff.default(false),
  TOLLGATE_SHUTDOWN_SECONDS: wholeNumber(1, 600).default(10),
  TOLLGATE_METRICS_PORT: wholeNumber(0, 65_535).optional(),
  TOLLGATE_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional(),
});

type Settings = z.output<typeof SETTINGS>;

function forwardingOf(settings: Settings): Pick<Config, 'auditHec' | 'auditFile' | 'auditStdout'> {
  const {
    TOLLGATE_AUDIT_HEC_URL: url,
    TOLLGATE_AUDIT_HEC_TOKEN: token,
    TOLLGATE_AUDIT_FILE: file,
  } = settings;
  if ((url === undefined) !== (token === undefined)) {
    throw new ConfigError(['TOLLGATE_AUDIT_HEC_URL and TOLLGATE_AUDIT_HEC_TOKEN: one needs the other']);
  }
  return {
    auditHec: url === undefined || token === undefined ? null : { url, token },
    auditFile:
      file === undefined
        ? null
        : {
            path: path.resolve(file),
            maxBytes: settings.TOLLGATE_AUDIT_FILE_MAX_MB * 1_000_000,
            files: settings.TOLLGATE_AUDIT_FILES,
          },
    auditStdout: settings.TOLLGATE_AUDIT_STDOUT,
  };
}

function postgresOf(settings: Settings): PostgresConfig | null {
  if (settings.DATABASE_URL === undefined) return null;
  return {
    url: settings.DATABASE_URL,
    poolSize: settings.TOLLGATE_DATABASE_POOL,
    timeoutMs: settings.TOLLGATE_DATABASE_TIMEOUT_MS,
    startTimeoutMs: settings.TOLLGATE_DATABASE_START_SECONDS * 1_000,
  };
}

/** The variables that are read. */
export const SETTING_NAMES = Object.keys(SETTINGS.shape);

/** @throws ConfigError naming every setting that is wrong. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable is what `FOO= npm start` and most orchestrators produce for "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = SETTINGS.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const settings = parsed.data;
  const production = settings.NODE_ENV === 'production';
  const dataDirectory = path.resolve(settings.TOLLGATE_DATA);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDirectory,
    databaseFile: path.join(dataDirectory, 'tollgate.sqlite'),
    postgres: postgresOf(settings),
    pepperFile: path.resolve(settings.TOLLGATE_PEPPER_FILE ?? path.join(dataDirectory, 'pepper')),
    localAdminTokenFile: path.join(dataDirectory, 'local-admin-token.txt'),
    auditKeyFile: path.resolve(settings.TOLLGATE_AUDIT_KEY_FILE ?? path.join(dataDirectory, 'audit-key.pem')),
    auditPublicKeyFile: path.join(dataDirectory, 'audit-key.pub.pem'),
    auditCheckpointsFile: path.join(dataDirectory, 'audit-checkpoints.ndjson'),
    auditUsage: settings.TOLLGATE_AUDIT_USAGE,
    auditRetentionMs:
      settings.TOLLGATE_AUDIT_RETENTION_DAYS === undefined
        ? null
        : settings.TOLLGATE_AUDIT_RETENTION_DAYS * 24 * 3_600_000,
    ...forwardingOf(settings),
    rootPassword: settings.TOLLGATE_ROOT_PASSWORD,
    sessionLifetimeMs: settings.TOLLGATE_SESSION_MINUTES * 60_000,
    bcryptCost: settings.TOLLGATE_BCRYPT_COST,
    expiringSoonMs: settings.TOLLGATE_EXPIRING_SOON_DAYS * 24 * 3_600_000,
    webhooks: {
      addresses: settings.TOLLGATE_IP_FILTER_WEBHOOKS,
      allowsHttp: settings.TOLLGATE_WEBHOOKS_ALLOW_HTTP,
    },
    tokenCacheSize: settings.TOLLGATE_TOKEN_CACHE,
    verdictCacheSeconds: settings.TOLLGATE_VERDICT_CACHE_SECONDS,
    trustedProxies: settings.TRUSTED_PROXIES,
    allowedOrigins: settings.TOLLGATE_ALLOWED_ORIGINS ?? (production ? [] : DEVELOPMENT_ORIGINS),
    introspection: settings.TOLLGATE_INTROSPECTION ?? !production,
    sandbox: settings.TOLLGATE_SANDBOX ?? !production,
    console: settings.TOLLGATE_CONSOLE,
    logLevel: settings.TOLLGATE_LOG_LEVEL,
    shutdownTimeoutMs: settings.TOLLGATE_SHUTDOWN_SECONDS * 1_000,
    production,
    metrics:
      settings.TOLLGATE_METRICS_PORT === undefined
        ? null
        : { host: settings.TOLLGATE_METRICS_HOST, port: settings.TOLLGATE_METRICS_PORT },
    traces: settings.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
  };
}
