/**
 * A PostgreSQL of the tests' own, in a temporary folder and on a port of 127.0.0.1: to be stopped, frozen,
 * killed and started again at will. Nothing of it outlives the tests, however they end.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port';
import { postgresPrograms } from './postgres-programs.cjs';
import { unprivileged, type Account } from './unprivileged';

const HOST = '127.0.0.1';
const SUPERUSER = 'postgres';
const START_TIMEOUT_MS = 30_000;
/** Another program may take the free port that was found before PostgreSQL does. */
const ATTEMPTS = 3;

/** What a power cut would spoil need not be kept. */
const SETTINGS: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '300',
};

/**
 * Runs PostgreSQL until the pipe to the shell closes, which it does however the tests end. SIGINT is the
 * fast shutdown: it waits for no client. One that was frozen has to be woken to hear it, and one that does
 * not come to an end is not waited for. After a word through the pipe the data stays, for the next start.
 */
const SUPERVISED = `
  "$0" "$@" & server=$!
  keep=; if read -r _; then keep=yes; fi
  kill -INT $server; kill -CONT $server
  (for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; done; kill -QUIT $server) & timer=$!
  wait $server
  kill $timer
  [ -n "$keep" ] || rm -rf "$FOLDER"`;

/** PostgreSQL's settings by their names. */
export type Settings = Readonly<Record<string, string>>;

export class PostgresCluster {
  private supervisor: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly account: Account,
    private readonly settings: Settings,
  ) {}

  /** Whether PostgreSQL's programs are installed. */
  static available(): boolean {
    return postgresPrograms() !== null;
  }

  /** @param settings beside, or instead of, those that make it fast, such as `{ fsync: 'on' }`. */
  static async start(settings: Settings = {}): Promise<PostgresCluster> {
    for (let attempt = 1; ; attempt++) {
      const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-postgres-'));
      const cluster = new PostgresCluster(folder, await freePort(HOST), unprivileged(), {
        ...SETTINGS,
        ...settings,
      });
      try {
        await cluster.make();
        await cluster.run();
        return cluster;
      } catch (error) {
        await cluster.stop();
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Of the database that is always there, as a user who may do anything. */
  get url(): string {
    return `postgres://${SUPERUSER}@${HOST}:${this.port}/postgres`;
  }

  /** Of PostgreSQL's first process, the postmaster. */
  get pid(): number {
    const [pid] = readFileSync(path.join(this.data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(pid);
  }

  /** Everything that PostgreSQL has logged. */
  get log(): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
  }

  /** Ends it and removes its data. */
  async stop(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends it, unless it was killed before, and starts it again with the same data on the same port. */
  async restart(): Promise<void> {
    await this.end('keep');
    await this.run();
  }

  /** Ends all of its processes at once, as when the machine goes down. */
  async kill(): Promise<void> {
    this.freeze();
    for (const pid of [...this.children(), this.pid]) signal(pid, 'SIGKILL');
    await this.end('keep');
    rmSync(path.join(this.data, 'postmaster.pid'), { force: true });
  }

  /** Stops every process of it where it stands: connections stay open and nobody answers. */
  freeze(): void {
    // The first one first, or it would start others.
    for (const pid of [this.pid, ...this.children()]) signal(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of [...this.children(), this.pid]) signal(pid, 'SIGCONT');
  }

  private get data(): string {
    return path.join(this.folder, 'data');
  }

  private children(): number[] {
    const children = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim().split(' ');
    return children.filter((child) => child !== '').map(Number);
  }

  private get logFile(): string {
    return path.join(this.folder, 'log');
  }

  private async make(): Promise<void> {
    const { uid, gid } = this.account;
    if (uid !== undefined && gid !== undefined) chownSync(this.folder, uid, gid);
    await promisify(execFile)(
      program('initdb'),
      [
        ...['-D', this.data, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C'],
        ...['--no-sync', '--no-instructions'],
      ],
      { ...this.account, cwd: this.folder },
    );
  }

  private async run(): Promise<void> {
    const settings = Object.entries({
      ...this.settings,
      port: String(this.port),
      listen_addresses: HOST,
      unix_socket_directories: '',
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(this.logFile, 'a');
    try {
      this.supervisor = spawn('sh', ['-c', SUPERVISED, program('postgres'), '-D', this.data, ...settings], {
        ...this.account,
        cwd: this.folder,
        env: { PATH: process.env['PATH'], FOLDER: this.folder },
        stdio: ['pipe', log, log],
        // What ends the tests as a group, such as Ctrl+C, is not to end it before it has cleaned up.
        detached: true,
      });
    } finally {
      closeSync(log);
    }
    await this.answers();
  }

  private async end(keep?: 'keep'): Promise<void> {
    const { supervisor } = this;
    if (supervisor === undefined) return;
    this.supervisor = undefined;
    const gone = once(supervisor, 'exit');
    supervisor.stdin?.end(keep === undefined ? undefined : 'keep\n');
    await gone;
  }

  private async answers(): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      const client = new Client({ connectionString: this.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return;
      } catch (error) {
        if (performance.now() > deadline || / FATAL: .*(could not create|lock file)/.test(this.log))
          throw new Error(`PostgreSQL did not start: ${this.log}`, { cause: error });
        await wait(20);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }
}

function program(name: string): string {
  const folder = postgresPrograms();
  if (folder === null) throw new Error('PostgreSQL is not installed.');
  return path.join(folder, name);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself meanwhile.
  }
}
