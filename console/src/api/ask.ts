/** Asks the GraphQL API: one operation, typed by its document. */
import { ApiError } from './api-error';
import { credentialHeaders } from './credentials';
import { request } from './request';
import type { TypedDocumentString } from './operations';

interface GraphQLFault {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface GraphQLAnswer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly GraphQLFault[];
}

/** @throws ApiError */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await request('/graphql', {
    method: 'POST',
    headers: { ...credentialHeaders(), 'content-type': 'application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal === undefined ? {} : { signal }),
  });
  const requestId = response.headers.get('x-request-id');
  const answer = await readAnswer<Result>(response, requestId);
  const [fault] = answer.errors ?? [];
  if (fault !== undefined) {
    const code = fault.extensions?.['code'];
    throw new ApiError(
      typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
      fault.message,
      requestId,
      fault.extensions,
    );
  }
  if (answer.data === undefined || answer.data === null)
    throw new ApiError('INTERNAL_SERVER_ERROR', 'The server’s answer holds no data.', requestId);
  return answer.data;
}

async function readAnswer<Result>(
  response: Response,
  requestId: string | null,
): Promise<GraphQLAnswer<Result>> {
  try {
    return (await response.json()) as GraphQLAnswer<Result>;
  } catch {
    throw new ApiError('INTERNAL_SERVER_ERROR', 'The server’s answer cannot be read.', requestId);
  }
}
