/** A filter that the policy enforces binds every token of the kind, besides what filter the token has of its own. */
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { from, REFUSED_BY_FILTER, statusFrom, updateFilter } from '../ip-filters/operations';
import { KINDS, rotate } from '../tokens/operations';
import { lastChange, limitsOf, newToken, OPERATED, operatorOf, setPolicy } from './operations';

const HERE = '10.0.0.1';

describe.each(KINDS)('where a filter is enforced on %s tokens', (kind) => {
  let server: TestServer;
  let operator: GraphQLClient;
  beforeAll(async () => {
    server = await TestServer.start(OPERATED);
    operator = from(HERE, await operatorOf(server));
  });
  afterAll(async () => server.stop());
  beforeEach(async () => setPolicy(operator, kind));

  const filterOf = async (rules: string) => (await new Seed(operator).ipFilter(rules)).id;
  const enforce = (filterId: string | null) => setPolicy(operator, kind, { filterId });
  const statuses = async (token: SeededToken, ...addresses: string[]) => {
    const met: number[] = [];
    for (const address of addresses) met.push(await statusFrom(address, token));
    return met;
  };

  test('one without a filter gets it, whether it is there already or created later', async () => {
    const filterId = await filterOf('allow 10.0.0.0/8');
    const early = await newToken(operator, kind);
    expect(await statuses(early, '192.0.2.1')).toEqual([200]);
    await enforce(filterId);
    const late = await newToken(operator, kind);
    for (const token of [early, late]) {
      expect((await limitsOf(token)).ipFilterId).toBe(filterId);
      expect(await statuses(token, HERE, '192.0.2.1')).toEqual([200, 403]);
    }
  });

  test('one with a filter keeps it, and both must accept, whether it is there already or created later', async () => {
    const own = await filterOf('allow 10.0.0.0/8');
    const enforced = await filterOf('allow 10.0.0.0/16; allow 192.0.2.0/24');
    const early = await newToken(operator, kind, { ipFilterId: own });
    await enforce(enforced);
    const late = await newToken(operator, kind, { ipFilterId: own });
    for (const token of [early, late]) {
      expect((await limitsOf(token)).ipFilterId).toBe(own);
      // Accepted by both, by its own alone, by the enforced one alone, by neither.
      expect(await statuses(token, HERE, '10.9.0.1', '192.0.2.1', '203.0.113.1')).toEqual([
        200, 403, 403, 403,
      ]);
    }
  });

  test('an own filter that accepts everybody is no way round it', async () => {
    await enforce(await filterOf('allow 10.0.0.0/8'));
    const open = await newToken(operator, kind, { ipFilterId: await filterOf('allow all') });
    expect(await statuses(open, HERE, '192.0.2.1')).toEqual([200, 403]);
  });

  test('one may name the enforced filter as its own', async () => {
    const filterId = await filterOf('allow 10.0.0.0/8');
    await enforce(filterId);
    const token = await newToken(operator, kind, { ipFilterId: filterId });
    expect(await statuses(token, HERE, '192.0.2.1')).toEqual([200, 403]);
  });

  test('lifting it leaves it on the tokens that it was written on, and frees those that have another', async () => {
    const filterId = await filterOf('allow 10.0.0.0/8');
    const early = await newToken(operator, kind);
    const open = await newToken(operator, kind, { ipFilterId: await filterOf('allow all') });
    await enforce(filterId);
    const late = await newToken(operator, kind);
    await enforce(null);
    for (const token of [early, late]) {
      expect((await limitsOf(token)).ipFilterId).toBe(filterId);
      expect(await statuses(token, HERE, '192.0.2.1')).toEqual([200, 403]);
    }
    expect(await statuses(open, '192.0.2.1')).toEqual([200]);
    expect(lastChange(server).tokens).toEqual([]);
    expect((await limitsOf(await newToken(operator, kind))).ipFilterId).toBeNull();
  });

  test('enforcing another leaves the first on its tokens, and both must accept', async () => {
    const first = await filterOf('allow 10.0.0.0/8');
    const second = await filterOf('allow 10.0.0.0/16; allow 192.0.2.0/24');
    const token = await newToken(operator, kind);
    await enforce(first);
    await enforce(second);
    expect((await limitsOf(token)).ipFilterId).toBe(first);
    expect(await statuses(token, HERE, '10.9.0.1', '192.0.2.1')).toEqual([200, 403, 403]);
    expect((await limitsOf(await newToken(operator, kind))).ipFilterId).toBe(second);
  });

  test('each token that it was written on is on record, and no other', async () => {
    const filterId = await filterOf('allow 10.0.0.0/8');
    const bare = await newToken(operator, kind);
    const own = await newToken(operator, kind, { ipFilterId: await filterOf('allow all') });
    await enforce(filterId);
    const { policies, tokens } = lastChange(server);
    const entry = tokens.find(({ targetId }) => targetId === bare.id);
    expect(entry?.details).toMatchObject({ actionName: 'filter', tokenKind: kind, newIpFilterId: filterId });
    expect(tokens.map(({ targetId }) => targetId)).not.toContain(own.id);
    expect(policies.details.effect).toEqual({ ended: 0, shortened: 0, filtered: tokens.length });
  });

  test('a change of its rules holds from the next request on', async () => {
    const filterId = await filterOf('allow 10.0.0.0/8');
    const token = await newToken(operator, kind, { ipFilterId: await filterOf('allow all') });
    await enforce(filterId);
    await updateFilter(operator, { id: filterId, ipFilter: 'allow 192.0.2.0/24; allow 10.0.0.1' });
    expect(await statuses(token, HERE, '10.0.0.2', '192.0.2.1')).toEqual([200, 403, 200]);
  });

  test('a reset does not escape it', async () => {
    const filterId = await filterOf('allow 10.0.0.0/8');
    const bare = await newToken(operator, kind);
    const own = await newToken(operator, kind, { ipFilterId: await filterOf('allow all') });
    await enforce(filterId);
    for (const token of [bare, own]) {
      const { ipFilterId } = await limitsOf(token);
      const answer = await rotate(kind === 'personal' ? token.client : operator, token.id);
      const renewed = { ...token, client: operator.as(answer.data.rotateToken as string) };
      expect((await limitsOf(renewed)).ipFilterId).toBe(ipFilterId);
      expect(await statuses(renewed, HERE, '192.0.2.1')).toEqual([200, 403]);
    }
  });

  test('a refusal by it is LogScale’s 403, and on record under its name', async () => {
    const filter = await new Seed(operator).ipFilter('allow 10.0.0.0/8');
    const token = await newToken(operator, kind, { ipFilterId: await filterOf('allow all') });
    await enforce(filter.id);
    const answer = await from('192.0.2.1', token.client).send('{ currentToken { id } }');
    expect([answer.status, answer.text]).toEqual([403, REFUSED_BY_FILTER]);
    const [entry] = server.audit({ type: 'authentication.refused', targetId: token.id });
    expect(entry).toMatchObject({ clientAddress: '192.0.2.1', details: { reason: 'addressRefused' } });
    expect(entry?.details.detail).toContain(`“${filter.name}” (${filter.id})`);
  });

  test('tokens of the other kinds are not bound by it', async () => {
    const others = KINDS.filter((other) => other !== kind);
    const tokens = await Promise.all(others.map((other) => newToken(operator, other)));
    await enforce(await filterOf('allow 10.0.0.1'));
    for (const token of tokens) {
      expect((await limitsOf(token)).ipFilterId).toBeNull();
      expect(await statuses(token, '192.0.2.1')).toEqual([200]);
    }
  });
});
