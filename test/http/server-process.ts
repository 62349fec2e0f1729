/** The built server as its operator runs it: a process with settings, a log, files and signals. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readAuditFile, type AuditFilter, type AuditRow } from '../support/audit';
import { builtProgram } from '../support/built-server';
import { GraphQLClient } from '../support/graphql-client';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class ServerProcess {
  stdout = '';
  stderr = '';
  readonly exit: Promise<Exit>;
  /** Woken by everything that the process says or does. */
  private waiting: (() => void)[] = [];
  private over = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDirectory: string,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => this.hear(() => (this.stdout += chunk.toString())));
    child.stderr?.on('data', (chunk: Buffer) => this.hear(() => (this.stderr += chunk.toString())));
    this.exit = new Promise((resolve) =>
      child.on('close', (code, signal) => {
        this.hear(() => (this.over = true));
        resolve({ code, signal });
      }),
    );
  }

  /** @param settings the whole environment but for the path. @param program Node's arguments. */
  static spawn(
    dataDirectory: string,
    settings: Record<string, string> = {},
    program = builtProgram(),
  ): ServerProcess {
    const child = spawn(process.execPath, program, {
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: '0',
        TOLLGATE_DATA: dataDirectory,
        ...settings,
      },
      cwd: path.dirname(dataDirectory),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServerProcess(child, dataDirectory);
  }

  /** Starts the server and waits until it is ready. */
  static async start(dataDirectory: string, settings: Record<string, string> = {}): Promise<ServerProcess> {
    const server = ServerProcess.spawn(dataDirectory, settings);
    await server.says('Tollgate is ready.');
    return server;
  }

  /** Runs a server that is to end by itself; one that gets ready instead is stopped, and an error. */
  static async runToEnd(
    dataDirectory: string,
    settings: Record<string, string> = {},
  ): Promise<Exit & { stdout: string; stderr: string }> {
    const server = ServerProcess.spawn(dataDirectory, settings);
    const started = await server.says('Tollgate is ready.').then(
      () => true,
      () => false,
    );
    if (started) {
      await server.end();
      throw new Error('The server started.');
    }
    return { ...(await server.exit), stdout: server.stdout, stderr: server.stderr };
  }

  /** Waits for a message in the log and answers its line. */
  async says(message: string): Promise<any> {
    for (;;) {
      const line = this.log.find((entry) => entry.msg === message);
      if (line !== undefined) return line;
      if (this.over)
        throw new Error(`The server ended without saying “${message}”: ${this.stdout}${this.stderr}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** For afterEach: ends it in any state. */
  async end(): Promise<void> {
    if (!this.over) this.child.kill('SIGKILL');
    await this.exit;
  }

  /** The log's whole lines, parsed. */
  get log(): any[] {
    return this.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  get url(): string {
    return this.log.find((entry) => entry.msg === 'Tollgate is ready.').address;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  file(name: string): string {
    return path.join(this.dataDirectory, name);
  }

  get rootToken(): string {
    return readFileSync(this.file('local-admin-token.txt'), 'utf8').trim();
  }

  get root(): GraphQLClient {
    return new GraphQLClient(this.url, this.rootToken);
  }

  audit(filter: AuditFilter = {}): AuditRow[] {
    return readAuditFile(this.file('tollgate.sqlite'), filter);
  }

  private hear(what: () => unknown): void {
    what();
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
