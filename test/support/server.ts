/** A real server on a free port over a database of its own, with a clock to move. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type App } from '../../src/app';
import { loadConfig, type Config } from '../../src/config';
import { createLogger } from '../../src/logger';
import { readAudit, type AuditFilter, type AuditRow } from './audit';
import { TestClock } from './clock';
import { GraphQLClient } from './graphql-client';
import { Seed } from './seed';

export class TestServer {
  private constructor(
    private app: App,
    readonly url: string,
    readonly config: Config,
    readonly clock: TestClock,
    private readonly logLines: string[],
  ) {}

  /** @param environment settings as the environment would hold them; the port and data folder are its own. */
  static async start(environment: Record<string, string> = {}, clock = new TestClock()): Promise<TestServer> {
    const dataDirectory = mkdtempSync(path.join(tmpdir(), 'tollgate-test-'));
    const config: Config = {
      ...loadConfig({
        PORT: '0',
        HOST: '127.0.0.1',
        TOLLGATE_DATA: dataDirectory,
        TOLLGATE_LOG_LEVEL: 'debug',
        ...environment,
      }),
      // The least that bcrypt takes: how slow it is, is not what these tests are about.
      bcryptCost: 4,
    };
    const logLines: string[] = [];
    const app = await createApp(config, {
      clock,
      log: createLogger(config.logLevel, { write: (line) => logLines.push(line) }),
    });
    return new TestServer(app, await app.listen(), config, clock, logLines);
  }

  /** What the first start left for the operator. */
  get rootToken(): string {
    return readFileSync(this.config.localAdminTokenFile, 'utf8').trim();
  }

  /** A client with root's personal token. */
  get root(): GraphQLClient {
    return new GraphQLClient(this.url, this.rootToken);
  }

  /** A client without credentials. */
  get anonymous(): GraphQLClient {
    return new GraphQLClient(this.url);
  }

  get seed(): Seed {
    return new Seed(this.root);
  }

  /** Everything that the server has logged, as one text. */
  get log(): string {
    return this.logLines.join('');
  }

  /** The audit log's entries that fit, oldest first. */
  audit(filter: AuditFilter = {}): AuditRow[] {
    return readAudit(this.config.databaseFile, filter);
  }

  /** One round of sealing, forwarding and removing what is due of the audit log. */
  keepAuditLog(): Promise<void> {
    return this.app.keepAuditLog();
  }

  sweepExpiredTokens(): Promise<number> {
    return this.app.sweepExpiredTokens();
  }

  /** Stops the server and starts it again, over the same data and at the same address. */
  async restart(): Promise<void> {
    await this.app.close();
    this.app = await createApp(
      { ...this.config, port: Number(new URL(this.url).port) },
      {
        clock: this.clock,
        log: createLogger(this.config.logLevel, { write: (line) => this.logLines.push(line) }),
      },
    );
    await this.app.listen();
  }

  /** Stops the server and removes its data. */
  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.config.dataDirectory, { recursive: true, force: true });
  }
}
