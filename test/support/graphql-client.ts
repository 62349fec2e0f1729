/** Speaks GraphQL over HTTP to a server, with one credential. */

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
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...this.headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const body = isJson ? (JSON.parse(text) as Partial<GraphQLAnswer>) : {};
    const errors = body.errors ?? [];
    return {
      status: response.status,
      headers: response.headers,
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
