/** A change of the policies and all that it does to tokens is one transaction, and stands in the audit log as one. */
import { DAY, HOUR } from '../../support/clock';
import { OPEN_POLICIES, type SeededDomain, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { HARMLESS, oneOfEachKind, SCOPED_KINDS, statusOf, updatePermissions } from '../tokens/operations';
import {
  changePolicies,
  lastChange,
  limitsOf,
  policiesOf,
  policyInput,
  PREFIX,
  setPolicy,
} from './operations';

let server: TestServer;
let repository: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
});
afterAll(async () => server.stop());
beforeEach(async () => server.seed.policies());

const POLICY_UPDATE = 'organizations.securitypolicies.tokens.update';
const OPEN = {
  enabled: true,
  maximumLifetimeMs: null,
  enforcedIpFilterId: null,
  allowPermissionUpdates: false,
};

/** Ends organization tokens, shortens view tokens and filters system tokens. */
async function everyEffect(): Promise<{ input: Record<string, unknown>; filterId: string }> {
  const { id: filterId } = await server.seed.ipFilter('allow 127.0.0.1');
  const input = {
    ...OPEN_POLICIES,
    organizationPermissionTokensEnabled: false,
    viewPermissionTokensEnforceExpirationAfterMs: HOUR,
    systemPermissionTokensEnforceIpFilterId: filterId,
  };
  return { input, filterId };
}

describe('a change of the policies', () => {
  test('is one entry that tells what was, what is, and what it did', async () => {
    await oneOfEachKind(server, repository);
    const { input, filterId } = await everyEffect();
    const before = server.audit({ type: POLICY_UPDATE }).length;
    await changePolicies(server.root, input);

    const { policies, tokens } = lastChange(server);
    expect(server.audit({ type: POLICY_UPDATE })).toHaveLength(before + 1);
    expect(policies).toMatchObject({
      outcome: 'succeeded',
      actorUserName: 'root',
      clientAddress: '127.0.0.1',
    });
    expect(policies.details).toMatchObject({
      enabledTokens: ['personal', 'view', 'system'],
      before: { personal: OPEN, view: OPEN, organization: OPEN, system: OPEN },
      after: {
        personal: OPEN,
        view: { ...OPEN, maximumLifetimeMs: HOUR },
        organization: { ...OPEN, enabled: false },
        system: { ...OPEN, enforcedIpFilterId: filterId },
      },
    });
    const count = (actionName: string) =>
      tokens.filter((entry) => entry.details.actionName === actionName).length;
    const effect = { ended: count('delete'), shortened: count('shorten'), filtered: count('filter') };
    expect(policies.details.effect).toEqual(effect);
    expect(Math.min(...Object.values(effect))).toBeGreaterThan(0);
  });

  test('is followed by an entry for each thing that it did to a token, by the same actor at the same moment', async () => {
    const { view, organization, system, personal } = await oneOfEachKind(server, repository);
    const { input, filterId } = await everyEffect();
    await changePolicies(server.root, input);
    const { policies, tokens } = lastChange(server);
    const detailsOf = (token: SeededToken) =>
      tokens.filter((entry) => entry.targetId === token.id).map((entry) => entry.details);

    const facts = (token: SeededToken) => ({ tokenId: token.id, tokenName: token.metadata.name });
    expect(detailsOf(organization)).toEqual([
      expect.objectContaining({
        ...facts(organization),
        actionName: 'delete',
        oldPermissions: ['ViewUsage'],
      }),
    ]);
    const newExpireAt = server.clock.now() + HOUR;
    expect(detailsOf(view)).toEqual([
      expect.objectContaining({ ...facts(view), actionName: 'shorten', oldExpireAt: null, newExpireAt }),
    ]);
    expect(detailsOf(system)).toEqual([
      expect.objectContaining({ ...facts(system), actionName: 'filter', newIpFilterId: filterId }),
    ]);
    expect(detailsOf(personal)).toEqual([]);
    const { time, requestId, actorTokenId } = policies;
    for (const entry of tokens) expect(entry).toMatchObject({ time, requestId, actorTokenId });
  });

  test('that shortens and filters a token at once has an entry for either', async () => {
    const { id: filterId } = await server.seed.ipFilter('allow 127.0.0.1');
    const { view } = await oneOfEachKind(server, repository);
    await setPolicy(server.root, 'view', { maximumMs: DAY, filterId });
    const actions = lastChange(server)
      .tokens.filter((entry) => entry.targetId === view.id)
      .map((entry) => entry.details.actionName);
    expect(actions.sort()).toEqual(['filter', 'shorten']);
  });

  test('carries LogScale’s field names, so that what reads humio-audit finds them', async () => {
    const { id: filterId } = await server.seed.ipFilter('allow 127.0.0.1');
    await setPolicy(server.root, 'view', { maximumMs: DAY, filterId });
    const { details } = lastChange(server).policies;
    expect(details).toMatchObject({
      viewPermissionTokensEnforceExpirationAfterMs: DAY,
      viewPermissionTokensEnforceIpFilterId: filterId,
    });
    for (const prefix of [PREFIX.personal, PREFIX.organization, PREFIX.system]) {
      expect(details[`${prefix}EnforceExpirationAfterMs`] ?? null).toBeNull();
      expect(details[`${prefix}EnforceIpFilterId`] ?? null).toBeNull();
    }
  });

  test.each([
    ['an audit entry', { before: 'INSERT ON audit_entry', when: `NEW."type" = 'hashedtokens.change'` }],
    ['the last token', { before: 'UPDATE ON token', when: 'NEW."ipFilterId" IS NOT NULL' }],
  ])('that fails at %s has changed nothing at all', async (_what, change) => {
    const tokens = await oneOfEachKind(server, repository);
    const policies = await policiesOf(server.root);
    const recorded = server.audit({ type: POLICY_UPDATE }).length;
    const { input } = await everyEffect();

    const succeedAgain = await server.database.refuse({ ...change, message: 'failing on purpose' });
    try {
      const answer = await changePolicies(server.root, input);
      expect(answer.code).toBe('INTERNAL_SERVER_ERROR');
      expect(answer.text).not.toContain('failing on purpose');
    } finally {
      await succeedAgain();
    }
    expect(await policiesOf(server.root)).toEqual(policies);
    expect(server.audit({ type: POLICY_UPDATE })).toHaveLength(recorded);
    for (const token of Object.values(tokens)) {
      expect(await statusOf(token)).toBe(200);
      expect(await limitsOf(token)).toMatchObject({ expireAt: null, ipFilterId: null });
    }
  });
});

describe.each(SCOPED_KINDS)('whether permissions of %s tokens may be changed', (kind) => {
  test('is for the policy to say, at every moment', async () => {
    const { [kind]: token } = await oneOfEachKind(server, repository);
    const update = async () => (await updatePermissions(server.root, kind, token.id, [HARMLESS[kind]])).code;
    expect(await update()).toBe('POLICY_VIOLATION');
    await setPolicy(server.root, kind, { updates: true });
    expect(await update()).toBeUndefined();
    await setPolicy(server.root, kind, { updates: false });
    expect(await update()).toBe('POLICY_VIOLATION');
  });

  test('is no matter of the other kinds, and touches no token', async () => {
    const tokens = await oneOfEachKind(server, repository);
    await changePolicies(server.root, policyInput(kind, { updates: true }));
    expect(lastChange(server).tokens).toEqual([]);
    for (const other of SCOPED_KINDS.filter((candidate) => candidate !== kind)) {
      const answer = await updatePermissions(server.root, other, tokens[other].id, [HARMLESS[other]]);
      expect(answer.code).toBe('POLICY_VIOLATION');
    }
  });
});
