/** Speaks GraphQL over HTTP to a server, with one credential. */
import { Agent, request } from 'node:http';

/** As `fetch` sends them. */
const HEADERS = {
  'content-type': 'application/json',
  accept: '*/*',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
};

const agent = new Agent({ keepAlive: true });

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
  readonly data: any;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  /** The code of the first error; undefined where there is none. */
  readonly code: string | undefined;
}

export class GraphQLClient {
  constructor(
    readonly url: string,
    /** The bearer token; undefined for none. */
    readonly token?: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same server with another credential. */
  as(token: string | undefined): GraphQLClient {
    return new GraphQLClient(this.url, token, this.headers);
  }

  withHeaders(headers: Readonly<Record<string, string>>): GraphQLClient {
    return new GraphQLClient(this.url, this.token, { ...this.headers, ...headers });
  }

  /** Sends a request and answers whatever comes back. */
  async send(query: string, variables: Record<string, unknown> = {}): Promise<GraphQLAnswer> {
    const { status, headers, text } = await post(
      `${this.url}/graphql`,
      {
        ...HEADERS,
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...this.headers,
      },
      JSON.stringify({ query, variables }),
    );
    const isJson = headers.get('content-type')?.includes('json') === true;
    const body = isJson ? (JSON.parse(text) as Partial<GraphQLAnswer>) : {};
    const errors = body.errors ?? [];
    return {
      status,
      headers,
      text,
      data: body.data ?? {},
      errors,
      code: errors[0]?.extensions.code,
    };
  }

  /** Sends a request that must succeed and answers its data. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const answer = await this.send(query, variables);
    if (answer.status !== 200 || answer.errors.length > 0) {
      throw new Error(`${answer.status} ${answer.text}\nto ${query}`);
    }
    return answer.data;
  }
}

/** What `fetch` does, in a quarter of its time: the tests ask a hundred thousand times. */
function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Pick<GraphQLAnswer, 'status' | 'headers' | 'text'>> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('error', reject).on('end', () => {
        const { statusCode: status = 0, rawHeaders: raw } = response;
        const pairs = raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1]!] as const] : []));
        resolve({ status, headers: new Headers(pairs.map(([name, value]) => [name, value])), text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
