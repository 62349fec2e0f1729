/** Where each use has an entry, the built server seals them in a thread of its own, and goes on where it cannot. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildServer, builtProgram, packAlone } from '../support/built-server';
import { ServerProcess } from './server-process';

const DIST = path.resolve(__dirname, '../../dist');
const LOST =
  'The thread that seals the audit log was lost. Until the next start that is done between requests.';
const BATCHES = 12;
const TOKENS = 100;

let folder: string;
let server: ServerProcess | undefined;
beforeAll(buildServer, 180_000);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tollgate-thread-'));
});
afterEach(async () => {
  await server?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Says which threads Node was asked to begin, on a machine with so many processors. */
function probe(processors: number): string {
  const file = path.join(folder, 'probe.cjs');
  writeFileSync(
    file,
    `require('node:os').availableParallelism = () => ${processors};
     const threads = require('node:worker_threads');
     const { Worker } = threads;
     threads.Worker = class extends Worker {
       constructor(program, options) {
         super(program, options);
         process.stderr.write(program + '\\n');
       }
     };`,
  );
  return file;
}

/** As many at once as are sealed together. */
async function useMuch({ url, rootToken }: ServerProcess): Promise<void> {
  const tokens = Array.from({ length: TOKENS }, () => ({ token: rootToken }));
  const answers = await Promise.all(
    Array.from({ length: BATCHES }, () =>
      fetch(`${url}/oauth2/introspect/batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${rootToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tokens }),
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: BATCHES }, () => 200));
}

async function untilSealed(file: string): Promise<number> {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database.prepare(
      `SELECT sum(CASE WHEN type = 'uses' THEN "count" ELSE 1 END) AS entries, sum("sealNumber" IS NULL) AS unsealed FROM audit_entry`,
    );
    for (;;) {
      const { entries, unsealed } = rows.get() as { entries: number; unsealed: number };
      if (unsealed === 0) return entries;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    database.close();
  }
}

async function verified(data: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, builtProgram('audit-verify'), {
    env: { PATH: process.env['PATH'], TOLLGATE_DATA: data },
  });
  return stdout;
}

async function run(program: readonly string[], processors = 2): Promise<ServerProcess> {
  const data = path.join(folder, 'data');
  const settings = { TOLLGATE_AUDIT_USAGE: 'every' };
  server = ServerProcess.spawn(data, settings, ['--require', probe(processors), ...program]);
  await server.says('Tollgate is ready.');
  await useMuch(server);
  expect(await untilSealed(server.file('tollgate.sqlite'))).toBeGreaterThan(BATCHES * TOKENS);
  server.kill('SIGTERM');
  expect(await server.exit).toEqual({ code: 0, signal: null });
  expect(await verified(data)).toMatch(/^OK: /);
  return server;
}

test('the thread runs a module of the build, and is ended with the server', async () => {
  const { stderr, log } = await run(builtProgram());
  expect(stderr).toBe(`${path.join(DIST, 'src/audit/row-ends-program.js')}\n`);
  expect(log.map(({ msg }) => msg)).not.toContain(LOST);
});

test('on a machine with one processor there is no such thread', async () => {
  const { stderr, log } = await run(builtProgram(), 1);
  expect(stderr).toBe('');
  expect(log.map(({ msg }) => msg)).not.toContain(LOST);
});

test('where the module is gone the server seals by itself, and says so', async () => {
  const { log } = await run([path.join(packAlone(folder), 'src/main.js')]);
  expect(log.filter(({ msg }) => msg === LOST)).toHaveLength(1);
});
