/** The settings: what holds where nothing is set, and what is said of a value that makes no sense. */
import path from 'node:path';
import { ConfigError, loadConfig } from '../../src/config';
import { parseIpFilter } from '../../src/ip-filters/ip-filter-parser';
import { DENIED_BY_DEFAULT } from '../../src/webhooks/denied-by-default';

const problemsOf = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error(`${JSON.stringify(environment)} was accepted.`);
};

describe('with nothing set', () => {
  test('the server is open to the network on 8080, keeps its data in ./data and is meant for development', () => {
    const data = path.resolve('data');
    expect(loadConfig({})).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDirectory: data,
      databaseFile: path.join(data, 'tollgate.sqlite'),
      postgres: null,
      pepperFile: path.join(data, 'pepper'),
      localAdminTokenFile: path.join(data, 'local-admin-token.txt'),
      auditKeyFile: path.join(data, 'audit-key.pem'),
      auditPublicKeyFile: path.join(data, 'audit-key.pub.pem'),
      auditCheckpointsFile: path.join(data, 'audit-checkpoints.ndjson'),
      auditUsage: 'counted',
      auditRetentionMs: null,
      auditHec: null,
      auditFile: null,
      auditStdout: false,
      rootPassword: undefined,
      expiringSoonMs: 7 * 24 * 3_600_000,
      webhooks: { addresses: parseIpFilter(DENIED_BY_DEFAULT), allowsHttp: false },
      tokenCacheSize: 20_000,
      verdictCacheSeconds: 10,
      sessionLifetimeMs: 3_600_000,
      bcryptCost: 12,
      trustedProxies: [],
      allowedOrigins: ['http://localhost:*', 'http://127.0.0.1:*', 'https://studio.apollographql.com'],
      introspection: true,
      sandbox: true,
      console: true,
      logLevel: 'info',
      shutdownTimeoutMs: 10_000,
      production: false,
      metrics: null,
      traces: false,
    });
  });

  test('but NODE_ENV=production, pages may not call, and neither introspection nor the Sandbox is there', () => {
    expect(loadConfig({ NODE_ENV: 'production' })).toMatchObject({
      production: true,
      allowedOrigins: [],
      introspection: false,
      sandbox: false,
    });
  });

  test.each(['development', 'test', 'Production', 'prod'])('NODE_ENV=%s is not production', (value) => {
    expect(loadConfig({ NODE_ENV: value }).production).toBe(false);
  });
});

const EVERY_VARIABLE = [
  'HOST',
  'PORT',
  'NODE_ENV',
  'TOLLGATE_DATA',
  'TOLLGATE_ROOT_PASSWORD',
  'TOLLGATE_SESSION_MINUTES',
  'TOLLGATE_BCRYPT_COST',
  'TOLLGATE_EXPIRING_SOON_DAYS',
  'TOLLGATE_IP_FILTER_WEBHOOKS',
  'TOLLGATE_WEBHOOKS_ALLOW_HTTP',
  'TRUSTED_PROXIES',
  'TOLLGATE_ALLOWED_ORIGINS',
  'TOLLGATE_INTROSPECTION',
  'TOLLGATE_SANDBOX',
  'TOLLGATE_CONSOLE',
  'TOLLGATE_LOG_LEVEL',
  'TOLLGATE_SHUTDOWN_SECONDS',
  'TOLLGATE_AUDIT_USAGE',
  'TOLLGATE_AUDIT_RETENTION_DAYS',
  'TOLLGATE_AUDIT_HEC_URL',
  'TOLLGATE_AUDIT_HEC_TOKEN',
  'TOLLGATE_AUDIT_FILE',
  'TOLLGATE_AUDIT_FILE_MAX_MB',
  'TOLLGATE_AUDIT_FILES',
  'TOLLGATE_AUDIT_STDOUT',
  'TOLLGATE_METRICS_PORT',
  'TOLLGATE_METRICS_HOST',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
];

test.each(EVERY_VARIABLE)('an empty %s means that it is not set', (variable) => {
  expect(loadConfig({ [variable]: '' })).toEqual(loadConfig({}));
});

test('variables of other programs are nothing to Tollgate', () => {
  expect(loadConfig({ PATH: '/bin', TOLLGATE: 'x', port: 'x' })).toEqual(loadConfig({}));
});

describe('a value that makes sense is taken', () => {
  test.each<[Record<string, string>, object]>([
    [{ HOST: '::1' }, { host: '::1' }],
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65_535 }],
    [{ TOLLGATE_DATA: '/var/lib/tollgate/' }, { databaseFile: '/var/lib/tollgate/tollgate.sqlite' }],
    [{ TOLLGATE_DATA: 'here' }, { pepperFile: path.resolve('here/pepper') }],
    [{ TOLLGATE_ROOT_PASSWORD: ' blanks count ' }, { rootPassword: ' blanks count ' }],
    [{ TOLLGATE_SESSION_MINUTES: '1' }, { sessionLifetimeMs: 60_000 }],
    [{ TOLLGATE_SESSION_MINUTES: '1440' }, { sessionLifetimeMs: 86_400_000 }],
    [{ TOLLGATE_BCRYPT_COST: '10' }, { bcryptCost: 10 }],
    [{ TOLLGATE_BCRYPT_COST: '16' }, { bcryptCost: 16 }],
    [
      { TOLLGATE_INTROSPECTION: '1', NODE_ENV: 'production' },
      { introspection: true, sandbox: false },
    ],
    [
      { TOLLGATE_SANDBOX: 'true', NODE_ENV: 'production' },
      { introspection: false, sandbox: true },
    ],
    [{ TOLLGATE_INTROSPECTION: 'false' }, { introspection: false, sandbox: true }],
    [{ TOLLGATE_SANDBOX: '0' }, { introspection: true, sandbox: false }],
    [{ TOLLGATE_CONSOLE: 'false' }, { console: false }],
    [{ TOLLGATE_CONSOLE: '1', NODE_ENV: 'production' }, { console: true }],
    [{ TOLLGATE_LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [{ TOLLGATE_SHUTDOWN_SECONDS: '600' }, { shutdownTimeoutMs: 600_000 }],
    [{ TOLLGATE_AUDIT_USAGE: 'every' }, { auditUsage: 'every' }],
    [{ TOLLGATE_AUDIT_RETENTION_DAYS: '90' }, { auditRetentionMs: 90 * 86_400_000 }],
    [
      { TOLLGATE_AUDIT_HEC_URL: 'https://logscale.example', TOLLGATE_AUDIT_HEC_TOKEN: 'secret' },
      { auditHec: { url: 'https://logscale.example', token: 'secret' } },
    ],
    [
      {
        TOLLGATE_AUDIT_FILE: '/var/log/tollgate',
        TOLLGATE_AUDIT_FILE_MAX_MB: '5',
        TOLLGATE_AUDIT_FILES: '2',
      },
      { auditFile: { path: '/var/log/tollgate', maxBytes: 5_000_000, files: 2 } },
    ],
    [{ TOLLGATE_AUDIT_STDOUT: 'true' }, { auditStdout: true }],
    [{ TOLLGATE_METRICS_PORT: '9464' }, { metrics: { host: '127.0.0.1', port: 9464 } }],
    [
      { TOLLGATE_METRICS_PORT: '0', TOLLGATE_METRICS_HOST: '0.0.0.0' },
      { metrics: { host: '0.0.0.0', port: 0 } },
    ],
    [{ TOLLGATE_METRICS_HOST: '0.0.0.0' }, { metrics: null }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, { traces: true }],
    [
      { TOLLGATE_ALLOWED_ORIGINS: ' https://a.example,http://b.example:8080\thttp://[::1]:* ' },
      { allowedOrigins: ['https://a.example', 'http://b.example:8080', 'http://[::1]:*'] },
    ],
  ])('%j', (environment, expected) => {
    expect(loadConfig(environment)).toMatchObject(expected);
  });

  test('TRUSTED_PROXIES takes addresses and blocks of both families', () => {
    const { trustedProxies } = loadConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8 ::1 fd00::/8' });
    expect(trustedProxies).toHaveLength(4);
  });
});

describe('a value that makes no sense stops the start with a sentence that names the variable', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', ' 8080 '],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['TOLLGATE_SESSION_MINUTES', '0'],
    ['TOLLGATE_SESSION_MINUTES', '1441'],
    ['TOLLGATE_SESSION_MINUTES', 'an hour'],
    ['TOLLGATE_AUDIT_USAGE', 'never'],
    ['TOLLGATE_AUDIT_RETENTION_DAYS', '0'],
    ['TOLLGATE_AUDIT_HEC_URL', 'logscale.example'],
    ['TOLLGATE_AUDIT_HEC_URL', 'ftp://logscale.example'],
    ['TOLLGATE_AUDIT_HEC_URL', 'https://logscale.example'],
    ['TOLLGATE_AUDIT_HEC_TOKEN', 'secret'],
    ['TOLLGATE_AUDIT_FILE_MAX_MB', '0'],
    ['TOLLGATE_AUDIT_FILES', '0'],
    ['TOLLGATE_AUDIT_STDOUT', 'yes'],
    ['TOLLGATE_METRICS_PORT', '65536'],
    ['TOLLGATE_METRICS_PORT', 'on'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['TOLLGATE_BCRYPT_COST', '9'],
    ['TOLLGATE_BCRYPT_COST', '17'],
    ['TRUSTED_PROXIES', 'nonsense'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '127.0.0.1, proxy.example'],
    ['TOLLGATE_EXPIRING_SOON_DAYS', '0'],
    ['TOLLGATE_EXPIRING_SOON_DAYS', '366'],
    ['TOLLGATE_IP_FILTER_WEBHOOKS', 'deny 10.0.0.0/33'],
    ['TOLLGATE_IP_FILTER_WEBHOOKS', '# nothing'],
    ['TOLLGATE_WEBHOOKS_ALLOW_HTTP', 'perhaps'],
    ['TOLLGATE_ALLOWED_ORIGINS', '*'],
    ['TOLLGATE_ALLOWED_ORIGINS', 'https://*'],
    ['TOLLGATE_ALLOWED_ORIGINS', 'https://*.example.com'],
    ['TOLLGATE_ALLOWED_ORIGINS', 'console.example.com'],
    ['TOLLGATE_ALLOWED_ORIGINS', 'https://console.example.com/'],
    ['TOLLGATE_ALLOWED_ORIGINS', 'https://a.example, https://b.example/path'],
    ['TOLLGATE_ALLOWED_ORIGINS', 'null'],
    ['TOLLGATE_INTROSPECTION', 'yes'],
    ['TOLLGATE_INTROSPECTION', 'TRUE'],
    ['TOLLGATE_SANDBOX', 'off'],
    ['TOLLGATE_CONSOLE', 'no'],
    ['TOLLGATE_LOG_LEVEL', 'verbose'],
    ['TOLLGATE_SHUTDOWN_SECONDS', '0'],
    ['TOLLGATE_SHUTDOWN_SECONDS', '601'],
  ])('%s=%s', (variable, value) => {
    const message = problemsOf({ [variable]: value });
    expect(message).toMatch(/^Tollgate cannot start with these settings:\n {2}- /);
    expect(message).toContain(variable);
    expect(message.split('\n')).toHaveLength(2);
  });

  test('and where several make none, each of them is named', () => {
    const message = problemsOf({
      PORT: 'abc',
      TOLLGATE_SANDBOX: 'off',
      TRUSTED_PROXIES: 'nonsense',
    });
    for (const variable of ['PORT', 'TOLLGATE_SANDBOX', 'TRUSTED_PROXIES'])
      expect(message).toContain(variable);
  });

  test('and no other value is repeated, a password least of all', () => {
    const message = problemsOf({ PORT: 'abc', TOLLGATE_ROOT_PASSWORD: 'correct horse battery staple' });
    expect(message).not.toContain('horse');
  });
});
