/** A real server on a free port over a database of its own, with a clock to move. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type App, type Surroundings } from '../../src/app';
import { loadConfig, type Config } from '../../src/config';
import { createLogger } from '../../src/logger';
import { readAudit, type AuditFilter, type AuditRow } from './audit';
import { TestClock } from './clock';
import type { Database } from './database';
import { GraphQLClient } from './graphql-client';
import { Seed } from './seed';
import { ServerDatabase } from './server-database';

export class TestServer {
  private constructor(
    private app: App,
    readonly url: string,
    readonly config: Config,
    readonly clock: TestClock,
    private readonly environment: Record<string, string>,
    private readonly ownDatabase: ServerDatabase,
    private readonly logLines: string[],
  ) {}

  /** @param environment settings as the environment would hold them; port, data folder and database are its own. */
  static async start(environment: Record<string, string> = {}, clock = new TestClock()): Promise<TestServer> {
    return TestServer.over(await ServerDatabase.create(), newFolder(), environment, clock);
  }

  private static async over(
    database: ServerDatabase,
    dataDirectory: string,
    environment: Record<string, string>,
    clock: TestClock,
  ): Promise<TestServer> {
    const own = { TOLLGATE_DATA: dataDirectory, ...database.settings, ...environment };
    const config = configOf(own);
    database.prepare(config);
    const logLines: string[] = [];
    try {
      const app = await createApp(config, surroundings(config, clock, logLines));
      return new TestServer(app, await app.listen(), config, clock, own, database, logLines);
    } catch (error) {
      await database.leave();
      rmSync(dataDirectory, { recursive: true, force: true });
      throw error;
    }
  }

  /** A second server on the same PostgreSQL database, with the same secrets and the same clock. Stopped by itself. */
  another(environment: Record<string, string> = {}): Promise<TestServer> {
    const dataDirectory = newFolder();
    // Root's token is not for the server to know, but for `root`.
    for (const file of ['pepper', 'audit-key.pem', 'local-admin-token.txt'])
      copyFileSync(path.join(this.config.dataDirectory, file), path.join(dataDirectory, file));
    return TestServer.over(
      this.ownDatabase.share(),
      dataDirectory,
      { ...this.environment, TOLLGATE_DATA: dataDirectory, ...environment },
      this.clock,
    );
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

  /** The database, past the server. */
  get database(): Database {
    return this.ownDatabase.of(this.config);
  }

  /** The audit log's entries that fit, oldest first. */
  audit(filter: AuditFilter = {}): AuditRow[] {
    return readAudit(this.database, filter);
  }

  /** One round of sealing, forwarding and removing what is due of the audit log. */
  keepAuditLog(): Promise<void> {
    return this.app.keepAuditLog();
  }

  sweepExpiredTokens(): Promise<number> {
    return this.app.sweepExpiredTokens();
  }

  announceExpiringTokens(): Promise<number> {
    return this.app.announceExpiringTokens();
  }

  /** Makes every attempt to deliver to a webhook that is due. */
  deliverWebhooks(): Promise<number> {
    return this.app.deliverWebhooks();
  }

  /** Stops the server and starts it again, over the same data and at the same address, with changed settings. */
  async restart(environment: Record<string, string> = {}): Promise<void> {
    await this.app.close();
    const config = configOf({ ...this.environment, ...environment, PORT: new URL(this.url).port });
    this.app = await createApp(config, surroundings(config, this.clock, this.logLines));
    await this.app.listen();
  }

  /** Stops the server and removes its data. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.ownDatabase.leave();
    rmSync(this.config.dataDirectory, { recursive: true, force: true });
  }
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'tollgate-test-'));
}

function configOf(environment: Record<string, string>): Config {
  return {
    ...loadConfig({ PORT: '0', HOST: '127.0.0.1', ...environment }),
    // The least that bcrypt takes: how slow it is, is not what these tests are about.
    bcryptCost: 4,
  };
}

function surroundings({ logLevel }: Config, clock: TestClock, logLines: string[]): Surroundings {
  return { clock, log: createLogger(logLevel, { write: (line) => logLines.push(line) }) };
}
