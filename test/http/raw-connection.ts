/** One connection to a server, byte for byte: what is sent is sent as it stands, and answers are told apart by their lengths. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** By their names in small letters; of a name that came twice the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export class RawConnection {
  private received = '';
  private isOver = false;
  private told: () => void = () => undefined;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.received += text;
      this.told();
    });
    // However it ends.
    socket.on('error', () => undefined);
    socket.on('end', this.over).on('close', this.over);
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  private readonly over = (): void => {
    this.isOver = true;
    this.told();
  };

  send(bytes: string | Buffer): this {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    return this;
  }

  /** The next answers, as soon as they are there; fewer where the connection ended before. */
  async answers(count: number): Promise<RawAnswer[]> {
    const answers: RawAnswer[] = [];
    while (answers.length < count) {
      const next = readAnswer(this.received);
      if (next !== null && this.received.length >= next.length) {
        answers.push(next.answer(this.received));
        this.received = this.received.slice(next.length);
        continue;
      }
      if (this.isOver) break;
      // Not looked at again before it can be whole.
      const known = this.received.length;
      await this.until(() => this.received.length >= (next?.length ?? known + 1));
    }
    return answers;
  }

  async answer(): Promise<RawAnswer> {
    const [answer] = await this.answers(1);
    if (answer === undefined) throw new Error(`There was no answer but ${JSON.stringify(this.received)}.`);
    return answer;
  }

  /** All that still comes, once the server has ended the connection. */
  async rest(): Promise<string> {
    await this.until(() => false);
    return this.received;
  }

  /** Or until the connection is over. */
  private until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.told = () => {
        if (this.isOver || isSo()) resolve();
      };
      this.told();
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

interface Announced {
  /** Of the whole answer. */
  readonly length: number;
  readonly answer: (text: string) => RawAnswer;
}

/** @returns null where there is no whole head yet. */
function readAnswer(text: string): Announced | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
    }),
  );
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  const body = end + 4;
  const length = body + Number(headers['content-length'] ?? 0);
  return { length, answer: (text) => ({ status, headers, body: text.slice(body, length) }) };
}
