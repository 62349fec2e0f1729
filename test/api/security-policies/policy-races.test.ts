/** Changes of the policies at the same moment as each other, and as tokens are created, reset and used. */
import { DAY, HOUR } from '../../support/clock';
import { OPEN_POLICIES } from '../../support/seed';
import { TestServer } from '../../support/server';
import { create, rotate, SCOPED_KINDS, statusOf } from '../tokens/operations';
import { changePolicies, livingTokens, newToken, policiesOf, policyInput } from './operations';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

/** Policies that differ from those of every other number in each field that there is. */
async function policiesNumber(i: number): Promise<Record<string, unknown>> {
  const filter = await server.seed.ipFilter(`allow 127.0.0.1; allow 10.0.0.${i}`);
  const input: Record<string, unknown> = { ...OPEN_POLICIES };
  for (const prefix of ['personalUserTokens', ...SCOPED_KINDS.map((kind) => `${kind}PermissionTokens`)]) {
    input[`${prefix}EnforceExpirationAfterMs`] = DAY + i;
    input[`${prefix}EnforceIpFilterId`] = filter.id;
  }
  for (const kind of SCOPED_KINDS) input[`${kind}PermissionTokensAllowPermissionUpdates`] = i % 2 === 0;
  return input;
}

test('of several changes at once each is answered, one is the last, and the record is a chain without a gap', async () => {
  const inputs = await Promise.all([0, 1, 2, 3, 4, 5].map(policiesNumber));
  const answers = await Promise.all(inputs.map((input) => changePolicies(server.root, input)));
  expect(answers.map((answer) => answer.code)).toEqual(inputs.map(() => undefined));

  const final = await policiesOf(server.root);
  const flat = Object.fromEntries(
    Object.entries(final).map(([field, value]) =>
      field.endsWith('IpFilter') ? [`${field}Id`, (value as { id: string }).id] : [field, value],
    ),
  );
  expect(inputs).toContainEqual(flat);

  const entries = server.audit({ type: 'organizations.securitypolicies.tokens.update' });
  expect(entries).toHaveLength(inputs.length);
  const chain = entries.map((entry) => entry.details);
  for (const [i, { before }] of chain.entries()) if (i > 0) expect(before).toEqual(chain[i - 1].after);
  const maxima = chain.map(({ after }) => after.view.maximumLifetimeMs as number);
  expect([...maxima].sort()).toEqual(inputs.map((_, i) => DAY + i));
  expect(maxima.at(-1)).toBe(final['viewPermissionTokensEnforceExpirationAfterMs']);
});

describe.each(SCOPED_KINDS)('as many %s tokens are being created', (kind) => {
  const COUNT = 20;

  /** Creates tokens, sends the change in their midst, and answers how each creation went. */
  async function amidCreation(input: Record<string, unknown>): Promise<(string | undefined)[]> {
    const repository = await server.seed.repository();
    const fields = {
      name: 'racing',
      permissions: kind === 'system' ? ['ReadHealthCheck'] : kind === 'view' ? ['ReadAccess'] : ['ViewUsage'],
    };
    const one = () =>
      create(server.root, kind, kind === 'view' ? { ...fields, viewIds: [repository.id] } : fields);
    const early = Array.from({ length: COUNT / 2 }, one);
    const changing = changePolicies(server.root, input);
    const late = Array.from({ length: COUNT / 2 }, one);
    expect((await changing).errors).toEqual([]);
    return (await Promise.all([...early, ...late])).map((answer) => answer.code);
  }
  const living = () => livingTokens(server).filter((token) => token.kind === kind);

  test('a maximum leaves none that lives longer', async () => {
    const codes = await amidCreation(policyInput(kind, { maximumMs: HOUR }));
    expect(codes).toEqual(codes.map(() => undefined));
    expect(living()).toHaveLength(COUNT);
    for (const token of living()) expect(token.expireAt).toBe(token.createdAt + HOUR);
  });

  test('an enforced filter leaves none without it', async () => {
    const { id: filterId } = await server.seed.ipFilter('allow 127.0.0.1');
    await amidCreation(policyInput(kind, { filterId }));
    expect(living()).toHaveLength(COUNT);
    for (const token of living()) expect(token.ipFilterId).toBe(filterId);
  });

  test('switching the kind off leaves none, and those that came too late are told so', async () => {
    const codes = await amidCreation(policyInput(kind, { enabled: false }));
    expect(living()).toEqual([]);
    const created = server
      .audit({ type: 'hashedtokens.change' })
      .filter(({ details }) => details.actionName === 'create' && details.tokenKind === kind);
    expect(codes.filter((code) => code === undefined)).toHaveLength(created.length);
    expect(codes.filter((code) => code === 'POLICY_VIOLATION')).toHaveLength(COUNT - created.length);
  });
});

describe.each(SCOPED_KINDS)('as %s tokens are being reset', (kind) => {
  test('switching the kind off leaves neither an old secret nor a new one that works', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => newToken(server.root, kind)));
    const [half, rest] = [tokens.slice(0, 5), tokens.slice(5)];
    const early = half.map((token) => rotate(server.root, token.id));
    const changing = changePolicies(server.root, policyInput(kind, { enabled: false }));
    const late = rest.map((token) => rotate(server.root, token.id));
    await changing;

    for (const answer of await Promise.all([...early, ...late])) {
      expect([undefined, 'NOT_FOUND']).toContain(answer.code);
      const string = answer.data.rotateToken as string | undefined;
      if (string !== undefined) expect(await statusOf({ client: server.anonymous.as(string) })).toBe(401);
    }
    for (const token of tokens) expect(await statusOf(token)).toBe(401);
    expect(livingTokens(server).filter((token) => token.kind === kind)).toEqual([]);
  });

  test('a shorter life binds the new secret as it would have bound the old one', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => newToken(server.root, kind)));
    server.clock.advance(HOUR / 2);
    const resetting = tokens.map((token) => rotate(server.root, token.id));
    await changePolicies(server.root, policyInput(kind, { maximumMs: HOUR }));
    await Promise.all(resetting);
    const living = livingTokens(server).filter((token) => token.kind === kind);
    expect(living).toHaveLength(tokens.length);
    for (const token of living) expect(token.expireAt).toBe(server.clock.now() + HOUR / 2);
  });
});

test('requests amid a switching off are answered as before it or as after it, and every later one as after it', async () => {
  const token = await newToken(server.root, 'organization');
  const early = Array.from({ length: 10 }, () => statusOf(token));
  const changing = changePolicies(server.root, policyInput('organization', { enabled: false }));
  const late = Array.from({ length: 10 }, () => statusOf(token));
  await changing;
  const afterwards = await Promise.all(Array.from({ length: 10 }, () => statusOf(token)));
  for (const status of await Promise.all([...early, ...late])) expect([200, 401]).toContain(status);
  expect(new Set(afterwards)).toEqual(new Set([401]));
});
