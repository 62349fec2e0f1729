/** What a user holds is the union over the roles of their groups, each where it is assigned, as of the request. */
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  addUsersToGroup,
  assign,
  removeGroup,
  removeRole,
  removeUsersFromGroup,
  setPassword,
  unassign,
  updateRole,
  type Operation,
} from './operations';
import { People, signIn, type Holder, type Named } from './people';

const PASSWORD = 'correct horse battery';
/** One permission of each domain, each of which opens one of the probes below. */
const ONE_EACH = {
  view: ['ReadAccess'],
  organization: ['ChangeIPFilters'],
  system: ['ViewOrganizations'],
} as const;

let server: TestServer;
let people: People;
let repository: SeededDomain;
let other: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
  repository = await server.seed.repository();
  other = await server.seed.repository();
});
afterAll(async () => server.stop());

const SEE = 'query ($name: String!) { searchDomain(name: $name) { id } }';
const PROBES: Readonly<Record<string, () => Operation>> = {
  organization: () => ['{ ipFilters { id } }', {}],
  system: () => ['{ searchOrganizations(sortBy: Name) { totalResults } }', {}],
  repository: () => [SEE, { name: repository.name }],
  other: () => [SEE, { name: other.name }],
};

/** Where one of ONE_EACH counts for the client. */
async function reach(client: GraphQLClient): Promise<string[]> {
  const found: string[] = [];
  for (const [what, probe] of Object.entries(PROBES)) {
    const answer = await client.send(...probe());
    if (answer.code === undefined && answer.status === 200) found.push(what);
    else expect(['FORBIDDEN', 'NOT_FOUND']).toContain(answer.code);
  }
  return found;
}

const root = async (...operations: Operation[]) => {
  for (const operation of operations) await server.root.ask(...operation);
};

describe('a role gives', () => {
  test.each<[where: string, place: () => Parameters<typeof assign>[2], expected: string[]]>([
    ['the organization', () => 'organization', ['organization']],
    ['the system', () => 'system', ['system']],
    ['a repository', () => repository, ['repository']],
  ])('where it is assigned for %s only its permissions of that domain', async (_where, place, expected) => {
    const person = await people.nobody();
    const [role, group] = [await people.role(ONE_EACH), await people.group()];
    await root(addUsersToGroup(group, person));
    expect(await reach(person.client)).toEqual([]);
    await root(assign(role, group, place()));
    expect(await reach(person.client)).toEqual(expected);
  });

  test('only to the users of its group', async () => {
    await people.who({ ...ONE_EACH, on: repository });
    expect(await reach((await people.nobody()).client)).toEqual([]);
  });

  test('an organization’s root its system permissions, and nothing that they do not hold anyway', async () => {
    const boss = await server.seed.user(undefined, { isOrgOwner: true });
    const { client } = await server.seed.personalTokenOf(boss);
    expect(await reach(client)).toEqual(['organization', 'repository', 'other']);
    const { group } = await people.groupWith({ system: ['ViewOrganizations'] });
    await root(addUsersToGroup(group, boss));
    expect(await reach(client)).toEqual(['organization', 'system', 'repository', 'other']);
    const create = 'mutation { createEmptyOrganization(name: "not allowed") { id } }';
    expect((await client.send(create)).code).toBe('FORBIDDEN');
    await root(removeUsersFromGroup(group, boss));
    expect(await reach(client)).toEqual(['organization', 'repository', 'other']);
  });
});

test('a user holds the union over their groups: what one of two gives too is lost only with both', async () => {
  const person = await people.who({ organization: ['ChangeIPFilters'], view: ['ReadAccess'], on: other });
  const twin = await people.groupWith({
    organization: ['ChangeIPFilters'],
    view: ['ReadAccess'],
    on: repository,
  });
  await root(addUsersToGroup(twin.group, person));
  expect(await reach(person.client)).toEqual(['organization', 'repository', 'other']);
  await root(removeUsersFromGroup(person.group, person));
  expect(await reach(person.client)).toEqual(['organization', 'repository']);
  await root(removeUsersFromGroup(twin.group, person));
  expect(await reach(person.client)).toEqual([]);
});

interface Setting {
  readonly person: Holder;
  readonly role: Named;
  readonly group: Named;
}
const everything = { ...ONE_EACH, view: ['ReadAccess'] as const };
const TAKEN: readonly (readonly [how: string, take: (at: Setting) => Operation, left: string[]])[] = [
  ['leaving the group', ({ group, person }) => removeUsersFromGroup(group, person), []],
  ['removal of the group', ({ group }) => removeGroup(group), []],
  ['removal of the role', ({ role }) => removeRole(role), []],
  [
    'an update of the role',
    ({ role }) => updateRole(role, role.displayName, { organization: [], system: [] }),
    [],
  ],
  [
    'the end of the assignment for the organization',
    ({ role, group }) => unassign(role, group, 'organization'),
    ['system', 'repository'],
  ],
  [
    'the end of the assignment for the system',
    ({ role, group }) => unassign(role, group, 'system'),
    ['organization', 'repository'],
  ],
  [
    'the end of the assignment for the repository',
    ({ role, group }) => unassign(role, group, repository),
    ['organization', 'system'],
  ],
];
const GIVEN: readonly (readonly [
  how: string,
  without: (at: Setting) => Operation,
  give: (at: Setting) => Operation,
])[] = [
  ['joining the group', TAKEN[0]![1], ({ group, person }) => addUsersToGroup(group, person)],
  ['an update of the role', TAKEN[3]![1], ({ role }) => updateRole(role, role.displayName, everything)],
  [
    'an assignment for the organization',
    TAKEN[4]![1],
    ({ role, group }) => assign(role, group, 'organization'),
  ],
  ['an assignment for the system', TAKEN[5]![1], ({ role, group }) => assign(role, group, 'system')],
  ['an assignment for the repository', TAKEN[6]![1], ({ role, group }) => assign(role, group, repository)],
];
const ALL = ['organization', 'system', 'repository'];

describe.each(['personal token', 'session'])(
  'a %s follows its user’s roles at the next request:',
  (credential) => {
    async function setting(): Promise<Setting & { client: GraphQLClient }> {
      const person = await people.who({ ...everything, on: repository });
      const { role, group } = person;
      if (credential === 'personal token') return { person, role, group, client: person.client };
      await root(setPassword(person, PASSWORD));
      return { person, role, group, client: await signIn(server, person.username, PASSWORD) };
    }

    test.each(TAKEN)('it loses by %s', async (_how, take, left) => {
      const at = await setting();
      expect(await reach(at.client)).toEqual(ALL);
      await root(take(at));
      expect(await reach(at.client)).toEqual(left);
    });

    test.each(GIVEN)('it gains by %s', async (_how, without, give) => {
      const at = await setting();
      await root(without(at));
      expect(await reach(at.client)).not.toEqual(ALL);
      await root(give(at));
      expect(await reach(at.client)).toEqual(ALL);
    });

    test('it loses by another role’s taking its place on the repository', async () => {
      const at = await setting();
      expect(await reach(at.client)).toEqual(ALL);
      await root(assign(await people.role(), at.group, repository, true));
      expect(await reach(at.client)).toEqual(['organization', 'system']);
    });

    test('it ends with the user, and a new user of the same name holds nothing', async () => {
      const at = await setting();
      expect(await reach(at.client)).toEqual(ALL);
      await root([
        'mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }',
        { id: at.person.id },
      ]);
      expect((await at.client.send('{ ipFilters { id } }')).status).toBe(401);
      const again = await people.nobody(at.person.username);
      expect(await reach(again.client)).toEqual([]);
    });
  },
);
