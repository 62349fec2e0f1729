/** A PostgreSQL of its own for a test file: a throwaway cluster on a free port. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

const PROGRAMS = '/usr/lib/postgresql/15/bin';

export class PostgresCluster {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static available(): boolean {
    return existsSync(PROGRAMS);
  }

  static async start(): Promise<PostgresCluster> {
    const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-postgres-'));
    const uid = Number(execFileSync('id', ['-u', 'postgres']));
    chownSync(folder, uid, uid);
    const [file, ...args] = asPostgres('initdb', [
      '-D',
      `${folder}/data`,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
      '--locale=C.UTF-8',
    ]);
    execFileSync(file!, args, { stdio: 'pipe' });
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const cluster = new PostgresCluster(folder, port);
    await cluster.begin();
    return cluster;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  get pid(): number {
    return Number(execFileSync('head', ['-1', `${this.folder}/data/postmaster.pid`]));
  }

  async restart(): Promise<void> {
    await this.halt('SIGINT');
    await this.begin();
  }

  async kill(): Promise<void> {
    await this.halt('SIGQUIT');
  }

  async stop(): Promise<void> {
    await this.halt('SIGINT');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async halt(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    process.kill(this.pid, signal);
    await ended;
    this.child = undefined;
  }

  private async begin(): Promise<void> {
    const [file, ...args] = asPostgres('postgres', [
      '-D',
      `${this.folder}/data`,
      '-p',
      String(this.port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
    ]);
    this.child = spawn(file!, args, { stdio: 'ignore', cwd: this.folder });
    for (let attempt = 0; ; attempt++) {
      const client = new Client(this.url);
      try {
        await client.connect();
        await client.end();
        return;
      } catch (error) {
        if (attempt === 200) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

function asPostgres(program: string, args: string[]): string[] {
  const command = [path.join(PROGRAMS, program), ...args];
  return process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command;
}
