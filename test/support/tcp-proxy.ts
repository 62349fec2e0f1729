/** Stands between a server and its database, and spoils what passes through. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Passage {
  readonly client: Socket;
  readonly database: Socket;
  /** What the client said first: who it is. */
  greeting: Buffer | null;
}

export class TcpProxy {
  private readonly passages = new Set<Passage>();
  private refusing: ((greeting: Buffer) => boolean) | null = null;
  private toLose: { readonly statement: string; readonly after: string; readonly lost: () => void } | null =
    null;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.pass(client));
  }

  /** @param url of the database that stands behind it. */
  static async start(url: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(url));
  }

  /** Of the same database by way of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** Breaks every connection off; new ones are taken. */
  cut(isMeant: (greeting: Buffer) => boolean = () => true): void {
    for (const { client, database, greeting } of this.passages) {
      if (!isMeant(greeting ?? Buffer.alloc(0))) continue;
      client.destroy();
      database.destroy();
    }
  }

  /**
   * Breaks connections off and takes none, until told otherwise.
   * @param name of the application whose connections are meant; all by default.
   */
  refuse(isRefusing = true, name = ''): void {
    const isMeant = (greeting: Buffer) => greeting.includes(name);
    this.refusing = isRefusing ? isMeant : null;
    if (isRefusing) this.cut(isMeant);
  }

  /**
   * Lets the next statement of these words through, waits for the database's answer to it, and breaks the
   * connection off in place of passing that on. Resolves when it has.
   *
   * @param after words that must have gone over the same connection before: what a server says by itself is
   * not what is meant.
   */
  loseAnswerTo(statement: string, after = ''): Promise<void> {
    return new Promise((lost) => (this.toLose = { statement, after, lost }));
  }

  /** Of no statement any more, if none of those words has come. */
  loseNone(): void {
    this.toLose = null;
  }

  async stop(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(client: Socket): void {
    const database = connect(Number(this.target.port), this.target.hostname);
    const passage: Passage = { client, database, greeting: null };
    this.passages.add(passage);
    let lost: (() => void) | null = null;
    let isMeant = false;
    client.on('data', (chunk) => {
      passage.greeting ??= chunk;
      if (this.refusing?.(passage.greeting) === true) {
        end();
        return;
      }
      if (this.toLose !== null) isMeant ||= chunk.includes(this.toLose.after);
      if (isMeant && this.toLose !== null && chunk.includes(this.toLose.statement)) {
        ({ lost } = this.toLose);
        this.toLose = null;
      }
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (lost === null) {
        client.write(chunk);
        return;
      }
      end();
      lost();
    });
    const end = (): void => {
      this.passages.delete(passage);
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) {
      socket.on('error', end);
      socket.on('close', end);
    }
  }
}
