/** Logging in, as a person does it. */
import type { GraphQLClient } from '../../support/graphql-client';
import type { TestServer } from '../../support/server';

export function logIn(
  server: TestServer,
  login: string,
  password: string,
  organizationId?: string,
): Promise<Response> {
  return fetch(`${server.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, organizationId }),
  });
}

/** A client with the new session. */
export async function signIn(server: TestServer, login: string, password: string): Promise<GraphQLClient> {
  const response = await logIn(server, login, password);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return server.anonymous.as(((await response.json()) as { token: string }).token);
}
