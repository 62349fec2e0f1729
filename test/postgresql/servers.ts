/** Real server processes over one PostgreSQL, which share its secrets as their operator would have them do. */
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { GraphQLClient } from '../support/graphql-client';
import { Seed, type SeededToken } from '../support/seed';
import { shareSecrets } from '../support/shared-secrets';

export class Servers {
  readonly all: ServerProcess[] = [];
  private readonly folder = new TemporaryFolder();

  /** The first server makes the secrets; each of the others starts with a copy. */
  async start(databaseUrl: string, settings: Record<string, string> = {}): Promise<ServerProcess> {
    const dataDirectory = this.folder.file(`data-${this.all.length}`);
    const [first] = this.all;
    if (first !== undefined) shareSecrets(first.dataDirectory, dataDirectory);
    return this.run(dataDirectory, databaseUrl, settings);
  }

  /** Another process in the place of one that has ended, with its data. */
  async again(ended: ServerProcess, databaseUrl: string): Promise<ServerProcess> {
    return this.run(ended.dataDirectory, databaseUrl, {});
  }

  get rootToken(): string {
    return this.all[0]!.rootToken;
  }

  root(server: ServerProcess): GraphQLClient {
    return new GraphQLClient(server.url, this.rootToken);
  }

  get seed(): Seed {
    return new Seed(this.root(this.all[0]!));
  }

  /** A token that the given server made. */
  issue(server: ServerProcess): Promise<SeededToken> {
    return new Seed(this.root(server)).organizationToken('ViewUsage');
  }

  async end(): Promise<void> {
    for (const server of this.all) await server.end();
    this.folder.remove();
  }

  private async run(
    dataDirectory: string,
    databaseUrl: string,
    settings: Record<string, string>,
  ): Promise<ServerProcess> {
    const server = await ServerProcess.start(dataDirectory, { DATABASE_URL: databaseUrl, ...settings });
    this.all.push(server);
    return server;
  }
}
