/**
 * Nobody rises: whatever principals that are not root do with roles, groups, assignments, users,
 * tokens and policies, alone or together, they never hold anything that none of them held before, and
 * nobody else comes to hold anything beyond that either.
 *
 * A failure names the seed; FC_SEED walks it again.
 */
import { TestServer } from '../../support/server';
import { signIn } from './people';
import { ACCOUNT_MOVES } from './rising/account-moves';
import { beyond, Holdings, together, type Held } from './rising/holdings';
import { PASSWORD, type KindOfMove, type Learned } from './rising/move';
import { Random } from './rising/random';
import { ROLE_MOVES } from './rising/role-moves';
import { TOKEN_MOVES } from './rising/token-moves';
import { makeWorld, type Actor, type World } from './rising/world';

const MOVES: readonly KindOfMove[] = [...ROLE_MOVES, ...TOKEN_MOVES, ...ACCOUNT_MOVES];
const SEED = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000_000);
const TOGETHER = { walks: 3, moves: 450 };
const ALONE = { moves: 130 };
/** So many credentials are used at once; more would each be used too rarely. */
const MAX_ACTORS = 20;

let server: TestServer;
let holdings: Holdings;
const made = new Map<string, { tried: number; succeeded: number }>(
  MOVES.map(({ name }) => [name, { tried: 0, succeeded: 0 }]),
);

beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'silent' });
  holdings = new Holdings(server.database);
});
afterAll(async () => {
  await server.stop();
});

/** Some who try, everything that came into their hands, and what bounds it. */
class Attempt {
  private readonly users = new Set<string>();
  private readonly tokens = new Set<string>();
  private readonly before = holdings.read();
  /** What those who try held together at the start. */
  readonly bound: Held;
  private now = this.before;

  constructor(
    private readonly world: World,
    private readonly actors: Actor[],
    private readonly random: Random,
  ) {
    for (const { userId, tokenId } of actors) {
      if (userId !== null) this.users.add(userId);
      if (tokenId !== null) this.tokens.add(tokenId);
    }
    this.bound = together(this.before, this.users, this.tokens);
  }

  async move(): Promise<void> {
    const able = this.actors.filter((one) => this.promising(one).length > 1);
    const actor = this.random.one(able.length > 0 && this.random.chance(0.9) ? able : this.actors);
    const held = this.heldBy(actor);
    const promising = this.promising(actor);
    const kinds = promising.length > 0 && this.random.chance(0.95) ? promising : MOVES;
    const kind = this.random.weighted(kinds);
    const { operation, learn } = kind.make({ world: this.world, actor, held, random: this.random });
    const answer = await actor.client.send(...operation);
    const count = made.get(kind.name)!;
    count.tried += 1;
    if (answer.status === 401) {
      this.forget(actor);
      return;
    }
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.code).not.toBe('INTERNAL_SERVER_ERROR');
    if (answer.errors.length > 0) return;
    count.succeeded += 1;
    await this.learn(actor, learn?.(Object.values(answer.data)[0]));
    this.now = holdings.read();
    this.check(`${actor.label} did ${kind.name} with ${JSON.stringify(operation[1])}`);
  }

  private heldBy(actor: Actor): Held {
    return this.now.get(actor.userId ?? actor.tokenId ?? '') ?? new Set();
  }

  /** What the actor may do at all. */
  private promising(actor: Actor): KindOfMove[] {
    const held = this.heldBy(actor);
    return MOVES.filter(({ needs }) =>
      needs.some((need) => (need === 'user' ? actor.userId !== null : holds(held, need))),
    );
  }

  private async learn(actor: Actor, learned: Learned | undefined): Promise<void> {
    if (learned === undefined) return;
    const { users = [], login, personalToken, scopedToken } = learned;
    for (const id of users) this.users.add(id);
    if (login !== undefined) {
      const client = await signIn(server, login, PASSWORD);
      this.use({ label: `${login} (by ${actor.label})`, client, userId: users[0]!, tokenId: null });
    }
    if (personalToken !== undefined) {
      // The user's one personal token: it takes the place of the one before.
      const mine = { ...actor, client: server.root.as(personalToken), userId: users[0] ?? actor.userId };
      this.actors[this.actors.indexOf(actor)] = mine;
    }
    if (scopedToken !== undefined) {
      const tokenId = scopedToken.split('~')[0]!;
      this.tokens.add(tokenId);
      const client = server.root.as(scopedToken);
      this.use({ label: `a token of ${actor.label}`, client, userId: null, tokenId });
    }
  }

  private use(actor: Actor): void {
    if (this.actors.length >= MAX_ACTORS) this.actors.splice(-this.random.one([1, 2, 3, 4, 5]), 1);
    this.actors.push(actor);
  }

  /** Of somebody who was removed, or a token that was reset: others may have its successor. */
  private forget(actor: Actor): void {
    if (this.actors.length > 1) this.actors.splice(this.actors.indexOf(actor), 1);
  }

  private check(what: string): void {
    const risen = beyond(together(this.now, this.users, this.tokens), this.bound);
    const others = [...this.now].flatMap(([holder, held]) =>
      beyond(held, this.bound, this.before.get(holder)).map((one) => `${holder} got ${one}`),
    );
    if (risen.length === 0 && others.length === 0) return;
    throw new Error(`FC_SEED=${SEED}: ${what}, and rose to ${risen.join(', ')} ${others.join(', ')}`);
  }
}

/** `view:Permission` is held where the permission is, on whichever view. */
function holds(held: Held, need: string): boolean {
  if (!need.startsWith('view:')) return held.has(need);
  const permission = need.slice('view'.length);
  return [...held].some((one) => one.endsWith(permission) && !/^(organization|system):/.test(one));
}

test.each(Array.from({ length: TOGETHER.walks }, (_, i) => i))(
  'acting together, users and tokens never hold more than they held together (walk %i)',
  async (walk) => {
    const random = new Random(SEED + walk);
    const world = await makeWorld(server);
    await server.seed.policies({ organizationPermissionTokensAllowPermissionUpdates: true });
    const attempt = new Attempt(world, [...world.actors], random);
    expect(attempt.bound.size).toBeGreaterThan(30);
    for (let i = 0; i < TOGETHER.moves; i += 1) await attempt.move();
  },
  120_000,
);

test('acting alone, each of them never holds more than they held', async () => {
  const random = new Random(SEED + TOGETHER.walks);
  const world = await makeWorld(server);
  await server.seed.policies({
    viewPermissionTokensAllowPermissionUpdates: true,
    organizationPermissionTokensAllowPermissionUpdates: true,
    systemPermissionTokensAllowPermissionUpdates: true,
  });
  for (const actor of world.actors) {
    const attempt = new Attempt(world, [actor], random);
    for (let i = 0; i < ALONE.moves; i += 1) await attempt.move();
  }
}, 120_000);

test('the walks were no mere refusals: what can succeed did, many times over', () => {
  const sum = (moves: readonly KindOfMove[], what: 'tried' | 'succeeded') =>
    moves.reduce((total, { name }) => total + made.get(name)![what], 0);
  expect(sum(MOVES, 'tried')).toBeGreaterThan(2_000);
  expect(sum(ROLE_MOVES, 'succeeded')).toBeGreaterThan(300);
  expect(sum(TOKEN_MOVES, 'succeeded')).toBeGreaterThan(150);
  expect(sum(ACCOUNT_MOVES, 'succeeded')).toBeGreaterThan(15);
  for (const move of MOVES) {
    if (move.weight >= 8) expect([move.name, sum([move], 'succeeded')]).not.toEqual([move.name, 0]);
    if (move.needs.length === 0) expect([move.name, sum([move], 'succeeded')]).toEqual([move.name, 0]);
  }
});
