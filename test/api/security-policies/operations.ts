/** The security policies as a client reads and changes them, and an operator whom no policy can lock out. */
import type { TokenKind } from '../../../src/access/principal';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { OPEN_POLICIES, Seed, type SeededToken, type TokenOptions } from '../../support/seed';
import type { TestServer } from '../../support/server';
import { HARMLESS } from '../tokens/operations';

const ROOT_PASSWORD = 'correct horse battery staple';

/** Root may log in, and this machine is believed about where a request comes from. */
export const OPERATED = { TOLLGATE_ROOT_PASSWORD: ROOT_PASSWORD, TRUSTED_PROXIES: '127.0.0.0/8' };

/** What begins the names of a kind's policy fields. */
export const PREFIX = {
  personal: 'personalUserTokens',
  view: 'viewPermissionTokens',
  organization: 'organizationPermissionTokens',
  system: 'systemPermissionTokens',
} as const satisfies Record<TokenKind, string>;

interface Policy {
  readonly enabled?: boolean;
  readonly maximumMs?: number | null;
  readonly filterId?: string | null;
  readonly updates?: boolean;
}

/** A whole input: everything open but for what is given for the kind. */
export function policyInput(kind: TokenKind, policy: Policy = {}): Record<string, unknown> {
  const prefix = PREFIX[kind];
  return {
    ...OPEN_POLICIES,
    ...(policy.enabled === undefined ? {} : { [`${prefix}Enabled`]: policy.enabled }),
    ...(policy.maximumMs === undefined ? {} : { [`${prefix}EnforceExpirationAfterMs`]: policy.maximumMs }),
    ...(policy.filterId === undefined ? {} : { [`${prefix}EnforceIpFilterId`]: policy.filterId }),
    ...(policy.updates === undefined ? {} : { [`${prefix}AllowPermissionUpdates`]: policy.updates }),
  };
}

/** Answers `organization { id configs }`. */
export function changePolicies(by: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($input: TokenSecurityPoliciesInput!) {
      organization: updateTokenSecurityPolicies(input: $input) { id configs { tokens { ${FIELDS} } } }
    }`,
    { input },
  );
}

/** Sets a policy for one kind, everything else open; it must succeed. */
export async function setPolicy(by: GraphQLClient, kind: TokenKind, policy: Policy = {}): Promise<void> {
  const answer = await changePolicies(by, policyInput(kind, policy));
  if (answer.errors.length > 0) throw new Error(answer.text);
}

const FILTER = 'EnforceIpFilter { id name ipFilter }';
const FIELDS = Object.entries(PREFIX)
  .flatMap(([kind, prefix]) => [
    `${prefix}Enabled`,
    `${prefix}EnforceExpirationAfterMs`,
    `${prefix}${FILTER}`,
    ...(kind === 'personal' ? [] : [`${prefix}AllowPermissionUpdates`]),
  ])
  .join(' ');

/** Answers `organization { name configs { tokens } }`. */
export function readPolicies(by: GraphQLClient): Promise<GraphQLAnswer> {
  return by.send(`{ organization { name configs { tokens { ${FIELDS} } } } }`);
}

export async function policiesOf(by: GraphQLClient): Promise<Record<string, unknown>> {
  const answer = await readPolicies(by);
  if (answer.errors.length > 0) throw new Error(answer.text);
  return answer.data.organization.configs.tokens as Record<string, unknown>;
}

/** Answers `preview { ended shortened filtered totalResults results }`. */
export function previewPolicies(
  by: GraphQLClient,
  input: Record<string, unknown>,
  paging: { skip?: number | null; limit?: number | null } = {},
): Promise<GraphQLAnswer> {
  return by.send(
    `query ($input: TokenSecurityPoliciesInput!, $skip: Int, $limit: Int) {
      preview: previewTokenSecurityPolicies(input: $input, skip: $skip, limit: $limit) {
        ended shortened filtered totalResults
        results { effect expireAt ipFilterId token { __typename id name expireAt ipFilterV2 { id } } }
      }
    }`,
    { input, ...paging },
  );
}

/** Root by a log-in: no policy or filter for tokens reaches it. For an hour of the server's clock. */
export async function operatorOf(server: TestServer): Promise<GraphQLClient> {
  const response = await fetch(`${server.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'root', password: ROOT_PASSWORD }),
  });
  return server.anonymous.as(((await response.json()) as { token: string }).token);
}

/** A harmless token; a personal one is that of a new user, and made by that user. */
export async function newToken(
  by: GraphQLClient,
  kind: TokenKind,
  limits: Omit<TokenOptions, 'name'> = {},
): Promise<SeededToken> {
  const seed = new Seed(by);
  switch (kind) {
    case 'personal':
      return new Seed((await seed.personalTokenOf(await seed.user())).client).personalToken(limits);
    case 'view':
      return seed.viewToken(HARMLESS.view, await seed.repository(), limits);
    case 'organization':
      return seed.organizationToken(HARMLESS.organization, limits);
    case 'system':
      return seed.systemToken(HARMLESS.system, limits);
  }
}

/** What limits the token, as it reads of itself. */
export async function limitsOf(
  token: Pick<SeededToken, 'client'>,
): Promise<{ createdAt: number; expireAt: number | null; ipFilterId: string | null }> {
  const { currentToken } = await token.client.ask(
    '{ currentToken { createdAt expireAt ipFilterV2 { id } } }',
  );
  const { createdAt, expireAt, ipFilterV2 } = currentToken;
  return { createdAt, expireAt, ipFilterId: ipFilterV2?.id ?? null };
}

/** The entries of the last change of the policies: its own, and one for each thing it did to a token. */
export function lastChange(server: TestServer): {
  readonly policies: ReturnType<TestServer['audit']>[number];
  readonly tokens: ReturnType<TestServer['audit']>;
} {
  const policies = server.audit({ type: 'organizations.securitypolicies.tokens.update' }).at(-1)!;
  const tokens = server
    .audit({ type: 'hashedtokens.change' })
    .filter((entry) => entry.requestId === policies.requestId);
  return { policies, tokens };
}

export interface StoredToken {
  readonly id: string;
  readonly kind: TokenKind;
  readonly createdAt: number;
  readonly expireAt: number | null;
  readonly ipFilterId: string | null;
}

/** Every token that has not ended, of all kinds and whoever's, straight from the database. */
export function livingTokens(server: TestServer): StoredToken[] {
  const columns = 'id, kind, "createdAt", "expireAt", "ipFilterId"';
  return server.database.all(`SELECT ${columns} FROM token WHERE "endedAt" IS NULL ORDER BY id`);
}
