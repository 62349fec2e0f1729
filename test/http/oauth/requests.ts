/** What services, holders and scanners send to the OAuth routes and the one for leaked tokens. */
import { crc32 } from 'node:zlib';
import { ALPHANUMERIC } from '../../../src/kernel/ids';
import type { TestServer } from '../../support/server';
import { http, login, type HttpAnswer } from '../http-client';

export type Parameters = Readonly<Record<string, string>>;

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_BODY = { 'content-type': 'application/json' };

export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** A form as a service sends it. */
export function introspect(
  server: TestServer,
  service: string | undefined,
  parameters: Parameters | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return http(server.url, {
    path: '/oauth2/introspect',
    headers: { ...FORM, ...bearer(service), ...headers },
    body: new URLSearchParams(parameters).toString(),
  });
}

export function introspectBatch(
  server: TestServer,
  service: string | undefined,
  body: unknown,
): Promise<HttpAnswer> {
  return http(server.url, {
    path: '/oauth2/introspect/batch',
    headers: { ...JSON_BODY, ...bearer(service) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function revoke(
  server: Pick<TestServer, 'url'>,
  parameters: Parameters | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return http(server.url, {
    path: '/oauth2/revoke',
    headers: { ...FORM, ...headers },
    body: new URLSearchParams(parameters).toString(),
  });
}

export function report(server: Pick<TestServer, 'url'>, body: unknown): Promise<HttpAnswer> {
  return http(server.url, {
    path: '/api/v1/tokens/leaked',
    headers: JSON_BODY,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** What a client can see of an answer, but for what differs from any answer to the next. */
export function visible({ status, text, headers }: HttpAnswer): object {
  const { date: _date, 'x-request-id': _id, ...rest } = Object.fromEntries(headers);
  return { status, text, headers: rest };
}

/** A string that Tollgate could have issued, of this id and with a secret that it did not draw. */
export function guessAt(id: string): string {
  const unchecked = `${id}~${'a'.repeat(38)}`;
  let rest = crc32(unchecked);
  let checksum = '';
  while (checksum.length < 6) {
    checksum = ALPHANUMERIC.charAt(rest % ALPHANUMERIC.length) + checksum;
    rest = Math.floor(rest / ALPHANUMERIC.length);
  }
  return unchecked + checksum;
}

const PASSWORD = 'correct horse battery staple';

/** A session of a new user's. */
export async function openSession(server: TestServer): Promise<string> {
  const { id, username } = await server.seed.user();
  await server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { userId: id, newPassword: PASSWORD },
  });
  return (await login(server, username, PASSWORD)).json.token as string;
}

/** A token of the first user of another organization, which is a root user there. */
export async function tokenElsewhere(server: TestServer): Promise<{ organizationId: string; token: string }> {
  const { createEmptyOrganization } = await server.root.ask(
    'mutation { createEmptyOrganization(name: "elsewhere") { id } }',
  );
  const organizationId = createEmptyOrganization.id as string;
  const { addOrganizationOwner } = await server.root.ask(
    'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token } }',
    { input: { organizationId, username: 'owner' } },
  );
  return { organizationId, token: addOrganizationOwner.token as string };
}
