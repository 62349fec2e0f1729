/** Switching a kind of token off ends every token of the kind at once and for ever, and no other. */
import { HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  create,
  createPlain,
  KINDS,
  leastInput,
  list,
  read,
  reset,
  rotate,
  statusOf,
} from '../tokens/operations';
import {
  changePolicies,
  lastChange,
  newToken,
  OPERATED,
  operatorOf,
  policyInput,
  setPolicy,
} from './operations';

describe.each(KINDS)('when %s tokens are switched off', (kind) => {
  let server: TestServer;
  let operator: GraphQLClient;
  let repository: SeededDomain;
  let doomed: SeededToken[];
  let expired: SeededToken;
  let others: SeededToken[];

  beforeAll(async () => {
    server = await TestServer.start(OPERATED);
    operator = await operatorOf(server);
    repository = await server.seed.repository();
    const brief = { expireAt: server.clock.now() + 1 };
    expired = await newToken(operator, kind, brief);
    server.clock.advance(1);
    const { id: ipFilterId } = await server.seed.ipFilter('allow 127.0.0.1');
    doomed = [
      await newToken(operator, kind),
      await newToken(operator, kind, { ipFilterId, expireAt: server.clock.now() + HOUR }),
    ];
    others = [];
    for (const other of KINDS) if (other !== kind) others.push(await newToken(operator, other));

    const answer = await changePolicies(operator, policyInput(kind, { enabled: false }));
    expect(answer.errors).toEqual([]);
  });
  afterAll(async () => server.stop());

  test('each of them is refused from the next request on, like any bad credential', async () => {
    for (const token of doomed) {
      const answer = await token.client.send('{ currentToken { id } }');
      expect([answer.status, answer.text]).toEqual([401, 'The supplied authentication is invalid']);
    }
    expect(await statusOf({ client: server.root })).toBe(kind === 'personal' ? 401 : 200);
  });

  test('tokens of the other kinds go on working', async () => {
    for (const token of others) expect(await statusOf(token)).toBe(200);
  });

  test('each that worked is on record as ended by the policy, in the change that ended it, and no other is', () => {
    const ids = doomed.map((token) => token.id);
    if (kind === 'personal') ids.push(server.rootToken.split('~')[0]!);
    const { policies, tokens } = lastChange(server);
    expect(tokens.map((entry) => entry.targetId).sort()).toEqual([...ids].sort());
    for (const { details } of tokens) {
      expect(details).toMatchObject({ actionName: 'delete', tokenKind: kind, endReason: 'kindDisabled' });
    }
    expect(policies.details.effect).toEqual({ ended: ids.length, shortened: 0, filtered: 0 });
    expect(policies.details.enabledTokens).toEqual(KINDS.filter((enabled) => enabled !== kind));
  });

  test('they are neither found nor listed', async () => {
    for (const token of doomed) expect((await read(operator, token.id)).code).toBe('NOT_FOUND');
    const ids = (await list(operator)).data.tokens.results.map((token: SeededToken) => token.id);
    for (const token of doomed) expect(ids).not.toContain(token.id);
  });

  test('they are not reset back to life', async () => {
    for (const token of doomed) {
      expect((await rotate(operator, token.id)).code).toBe('NOT_FOUND');
      expect((await reset(operator, kind, token.id)).code).toBe('NOT_FOUND');
    }
  });

  test('none is created, by neither form of the mutation', async () => {
    const before = server.audit({ type: 'hashedtokens.change' }).length;
    for (const creating of [create, createPlain]) {
      const answer = await creating(operator, kind, leastInput(kind, repository));
      expect(answer.code).toBe('POLICY_VIOLATION');
      expect(answer.errors[0]?.message).toContain(`does not allow ${kind} tokens`);
    }
    expect(server.audit({ type: 'hashedtokens.change' })).toHaveLength(before);
  });

  test('one that had expired before is on record as expired, not as ended by the policy', async () => {
    await server.sweepExpiredTokens();
    expect(server.audit({ type: 'hashedtokens.expire', targetId: expired.id })).toHaveLength(1);
    const changes = server.audit({ type: 'hashedtokens.change', targetId: expired.id });
    expect(changes.map((entry) => entry.details.actionName)).toEqual(['create']);
  });

  test('switching them on again revives none, and lets new ones be created', async () => {
    await setPolicy(operator, kind);
    for (const token of doomed) expect(await statusOf(token)).toBe(401);
    expect(lastChange(server).tokens).toEqual([]);
    expect(await statusOf(await newToken(operator, kind))).toBe(200);
  });
});

describe('a token that switches its own kind off', () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start()));
  afterAll(async () => server.stop());

  test('is answered, and refused from its next request on', async () => {
    const token = await server.seed.organizationToken('ChangeSecurityPolicies');
    const answer = await changePolicies(token.client, {
      personalUserTokensEnabled: true,
      viewPermissionTokensEnabled: true,
      viewPermissionTokensAllowPermissionUpdates: false,
      organizationPermissionTokensEnabled: false,
      organizationPermissionTokensAllowPermissionUpdates: false,
    });
    expect([answer.status, answer.code]).toEqual([200, undefined]);
    expect(await statusOf(token)).toBe(401);
  });
});
