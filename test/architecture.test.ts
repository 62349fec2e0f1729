/** The import rules of docs/architecture.md hold, and would be noticed if they did not. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
const CRUISER = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** The violations in the tree below a folder. */
function violationsIn(folder: string): Violation[] {
  const args = [
    CRUISER,
    '--config',
    path.join(ROOT, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    'src',
    'console/src',
  ];
  let output: string;
  try {
    output = execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    // It exits with the number of violations.
    output = (error as { stdout: string }).stdout;
  }
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}

function sourceFiles(): { file: string; text: string }[] {
  return readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `src/${file}`, text: readFileSync(path.join(ROOT, 'src', file), 'utf8') }));
}

test('no import breaks a rule', () => {
  expect(violationsIn(ROOT)).toEqual([]);
});

describe('an import that breaks a rule is found:', () => {
  /** Each plants one import; the rule that must object to it. */
  const PLANTED: readonly [from: string, imports: string, rule: string][] = [
    ['src/kernel/clock.ts', '../access/authorize', 'kernel-imports-only-rooms-to-its-left'],
    ['src/access/grants.ts', '../audit/actor', 'access-imports-only-rooms-to-its-left'],
    ['src/audit/audit-log.ts', '../organizations/users.service', 'audit-imports-only-rooms-to-its-left'],
    ['src/organizations/users.service.ts', '../tokens/token', 'organizations-imports-only-rooms-to-its-left'],
    [
      'src/ip-filters/ip-filters.service.ts',
      '../security-policies/token-policy',
      'ip-filters-imports-only-rooms-to-its-left',
    ],
    [
      'src/security-policies/security-policies.service.ts',
      '../tokens/token',
      'security-policies-imports-only-rooms-to-its-left',
    ],
    ['src/tokens/token-search.ts', '../authentication/verdict', 'tokens-imports-only-rooms-to-its-left'],
    ['src/tokens/token-store.ts', 'graphql', 'domain-knows-no-transport'],
    ['src/tokens/token-store.ts', 'type-graphql', 'domain-knows-no-transport'],
    [
      'src/webhooks/webhooks.service.ts',
      '../authentication/verdict',
      'webhooks-imports-only-rooms-to-its-left',
    ],
    ['src/audit/audit-log.ts', '../webhooks/webhook-outbox', 'audit-imports-only-rooms-to-its-left'],
    ['src/webhooks/webhook-dispatcher.ts', 'node:https', 'domain-knows-no-transport'],
    ['src/authentication/authenticator.ts', 'fastify', 'domain-knows-no-transport'],
    ['src/authentication/authenticator.ts', 'node:http', 'domain-knows-no-transport'],
    ['src/authentication/authenticator.ts', '../graphql/context', 'domain-knows-no-transport'],
    ['src/access/authorize.ts', 'typeorm', 'pure-files-import-pure-files'],
    ['src/tokens/token-status.ts', './token-store', 'pure-files-import-pure-files'],
    ['src/graphql/context.ts', '../http/server', 'graphql-and-http-keep-apart'],
    ['src/http/status.ts', '../graphql/context', 'http-and-graphql-keep-apart'],
    ['src/graphql/context.ts', '../storage/sqlite-store', 'transports-do-not-touch-storage'],
    ['src/http/status.ts', 'typeorm', 'transports-do-not-touch-storage'],
    ['src/monitoring/metrics.ts', '../storage/sqlite-store', 'transports-do-not-touch-storage'],
    ['src/authentication/authenticator.ts', 'prom-client', 'what-is-watched-does-not-know-it'],
    ['src/graphql/context.ts', '@opentelemetry/api', 'what-is-watched-does-not-know-it'],
    ['src/http/server.ts', '../monitoring/metrics', 'what-is-watched-does-not-know-it'],
    ['src/client/answer-cache.ts', '../kernel/clock', 'the-client-knows-nothing-of-the-server'],
    ['src/client/answer-cache.ts', 'typeorm', 'the-client-knows-nothing-of-the-server'],
    ['src/http/status.ts', '../client/bearer-token', 'the-server-knows-nothing-of-the-client'],
    ['console/src/api/ask.ts', '../../../src/kernel/clock', 'the-console-knows-nothing-of-the-server'],
    ['src/http/status.ts', '../../console/src/api/ask', 'the-server-knows-nothing-of-the-console'],
    ['src/http/status.ts', 'react', 'the-server-knows-nothing-of-the-console'],
    ['console/src/api/ask.ts', '../shell/page', 'asking-the-api-needs-no-page'],
    ['src/config.ts', './storage/sqlite-store', 'only-the-composition-root-opens-the-database'],
    ['src/http/server.ts', '../app', 'only-main-imports-the-app'],
    ['src/http/server.ts', './not-there', 'not-to-what-is-not-there'],
    ['src/access/principal.ts', './cycle', 'no-cycles'],
  ];

  let folder: string;
  let found: Violation[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tollgate-architecture-'));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'tsconfig.json'), readFileSync(path.join(ROOT, 'tsconfig.json')));
    const files = new Map<string, string>();
    for (const [from, imports] of PLANTED) {
      // Type-only imports count like any other.
      files.set(from, `${files.get(from) ?? ''}import type { X as X${files.size} } from '${imports}';\n`);
      const target = path.join(path.dirname(from), `${imports}.ts`);
      if (imports.startsWith('.') && imports !== './not-there' && !files.has(target)) files.set(target, '');
    }
    files.set('src/access/cycle.ts', `import type { X } from './principal';\nexport type Y = X;\n`);
    for (const [file, text] of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${text}export type X = 1;\n`);
    }
    found = violationsIn(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(PLANTED)('%s importing %s', (from, imports, rule) => {
    const name = path.basename(imports).replace('node:', '');
    // A cycle is reported once, at whichever of its files comes first.
    const between = (violation: Violation) =>
      violation.from === from
        ? violation.to
        : rule === 'no-cycles' && violation.to === from
          ? violation.from
          : '';
    const objections = found.filter((violation) => between(violation).includes(name));
    expect(objections.map((violation) => violation.rule.name)).toContain(rule);
  });
});

test.each([
  ['the environment', /process\.env/, ['src/config.ts']],
  [
    'the time',
    /Date\.now\(\)|new Date\(\)|performance\.now/,
    ['src/client/client-clock.ts', 'src/kernel/clock.ts'],
  ],
  [
    'randomness',
    /randomBytes|randomFill|randomInt|randomUUID|Math\.random/,
    [
      'src/kernel/ids.ts',
      'src/storage/secret-files.ts',
      'src/tokens/secret-sealer.ts',
      'src/webhooks/signing.ts',
    ],
  ],
])('%s comes from one place', (_what, pattern, places) => {
  const users = sourceFiles().filter(({ text }) => pattern.test(text));
  expect(users.map(({ file }) => file).sort()).toEqual(places);
});

test('no file only re-exports others, and none is called after nothing', () => {
  const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').trim();
  const offenders = sourceFiles().filter(
    ({ file, text }) =>
      /(^|\/)(index|utils?|common|helpers?|misc)(\.|\/)/.test(file) ||
      /^(export [^;]* from [^;]*;\s*)+$/.test(code(text)),
  );
  // But for what says which files users of the package may import.
  expect(offenders.map(({ file }) => file)).toEqual(['src/client/entry-point.ts']);
});
