/** What another organization has, is not seen: not in lists, not in totals, not behind any field of what one may see. */
import { can } from '../../../src/access/authorize';
import { LISTS } from './lists';
import { fieldOf, operation } from './operations';
import { OF_THE_CALLER } from './other-fields';
import { ACTORS, otherThan, WHICH, type Which } from './things';
import { twoOrganizations, type TwoOrganizations } from './two-organizations';

const LIST_FIELDS = Object.entries(LISTS).map(([name, list]) => ({ ...fieldOf(name), list }));

let both: TwoOrganizations;
/** Every id, name and secret that only the organization has. */
let marks: Record<Which, readonly string[]>;

beforeAll(async () => {
  both = await twoOrganizations();
  marks = {
    first: both.rows.marksOf(both.first.things.organization.id),
    second: both.rows.marksOf(both.second.things.organization.id),
  };
});
afterAll(async () => both.stop());

test('this file looks for what there is: an id and a name of everything', () => {
  for (const which of WHICH) {
    const { tokens, ...others } = both[which].things;
    const things = [...Object.values(others), ...Object.values(tokens).map(({ id }) => id)];
    const texts = things.flatMap((thing) => (typeof thing === 'string' ? thing : Object.values(thing)));
    const { token } = others.fleetToken;
    expect(texts.filter((text) => text !== token && !marks[which].includes(text))).toEqual([]);
  }
});

describe.each(WHICH)('in the %s organization', (which) => {
  const other = otherThan(which);
  const marksIn = (text: string, of: Which): string[] => marks[of].filter((mark) => text.includes(mark));
  /** Secrets are not stored as such, so no row tells them. */
  const secretsOf = (of: Which): string[] => [both[of].things.fleetToken.token];

  describe.each(ACTORS)('the %s', (actorName) => {
    test.each([
      ...LIST_FIELDS.map(({ name, list }) => [name, list.args] as const),
      ...OF_THE_CALLER.filter((name) => name !== 'meta').map((name) => [name, {}] as const),
    ])('sees nothing of the other with %s, three levels deep', async (name, args) => {
      const { text, status } = await both[which].actors[actorName].client.send(...operation(name, args, 2));
      expect(status).toBe(200);
      expect(text).not.toContain('GRAPHQL_VALIDATION_FAILED');
      expect(marksIn(text, other)).toEqual([]);
      expect(secretsOf(other).filter((secret) => text.includes(secret))).toEqual([]);
    });

    test.each(LIST_FIELDS.filter(({ list }) => list.narrowed !== undefined))(
      'sees nothing of the other with $name, looking for it',
      async ({ name, action, list }) => {
        const { client, principal } = both[which].actors[actorName];
        for (const args of list.narrowed!(both[other].things)) {
          const { data, errors, text, code } = await client.send(...operation(name, args));
          expect(marksIn(text, other)).toEqual([]);
          if (!can(principal, action)) expect(code).toBe('FORBIDDEN');
          else {
            expect({ args, errors, ids: list.idsOf(data[name]) }).toEqual({ args, errors: [], ids: [] });
            expect(list.totalOf?.(data[name]) ?? 0).toBe(0);
          }
        }
      },
    );
  });

  test.each(LIST_FIELDS)(
    'root sees and counts with $name everything of its own and that alone',
    async (field) => {
      const { client, principal } = both[which].actors['root user'];
      const { list, name } = field;
      const own = both.rows.of(principal.organizationId);
      const value = (await client.ask(...operation(name, list.args, 2)))[name];
      const seen = list
        .ownIds(own)
        .filter((id) => which === 'first' || id !== both.second.things.tokens.system.id);

      expect(seen.length).toBeGreaterThan(0);
      expect([...list.idsOf(value)].sort()).toEqual([...seen].sort());
      if (list.totalOf !== undefined) expect(list.totalOf(value)).toBe(seen.length);
    },
  );

  test.each(OF_THE_CALLER.filter((name) => name !== 'meta'))('root sees with %s its own', async (name) => {
    const { text } = await both[which].actors['root user'].client.send(...operation(name, {}, 2));
    expect(marksIn(text, which)).not.toEqual([]);
  });

  test('what a role and a group count, are the organization’s own users and groups', async () => {
    const { things, actors } = both[which];
    const { role, group } = await actors['root user'].client.ask(
      'query ($role: String!, $group: String!) { role(roleId: $role) { usersCount groupsCount } group(groupId: $group) { userCount } }',
      { role: things.role.id, group: things.group.id },
    );
    expect({ role, group }).toEqual({ role: { usersCount: 1, groupsCount: 1 }, group: { userCount: 1 } });
  });

  test('nobody without credentials sees anything of it', async () => {
    const { text } = await both.server.anonymous.send(...operation('viewerOpt', {}, 2));
    expect(marksIn(text, which)).toEqual([]);
  });
});

test.each(LIST_FIELDS.filter(({ list }) => list.narrowed !== undefined))(
  'what is looked for with $name, is found where it is',
  async ({ name, list }) => {
    const { client } = both.first.actors['root user'];
    const { things } = both.first;
    // Personal tokens are never listed.
    const lookups = list.narrowed!(things).filter(
      (args) => args['searchFilter'] !== things.tokens.personal.id,
    );
    for (const args of lookups) {
      const value = (await client.ask(...operation(name, args)))[name];
      expect({ args, found: list.idsOf(value).length > 0 }).toEqual({ args, found: true });
    }
  },
);

test('what meta tells anybody, is of no organization', async () => {
  const { text } = await both.server.anonymous.send(...operation('meta', {}));
  expect(WHICH.flatMap((which) => marks[which].filter((mark) => text.includes(mark)))).toEqual([]);
});
