/** Makes people who hold something through a role, in sentences: `await people.who({ organization: ['ManageUsers'] })`. */
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain, SeededUser } from '../../support/seed';
import type { TestServer } from '../../support/server';
import { addGroup, addUsersToGroup, assign, createRole, type Permissions, type Place } from './operations';

export interface Named {
  readonly id: string;
  readonly displayName: string;
}

export interface Person extends SeededUser {
  /** Speaks with the person's personal token. */
  readonly client: GraphQLClient;
}

/** A person with the one group and the one role through which they hold what they hold. */
export interface Holder extends Person {
  readonly role: Named;
  readonly group: Named;
}

export interface Held extends Permissions {
  /** Where the view permissions hold. */
  readonly on?: SeededDomain | readonly SeededDomain[];
}

let counter = 0;
export const unique = (what: string): string => `${what}-${++counter}`;

export class People {
  constructor(private readonly server: TestServer) {}

  async role(permissions: Permissions = {}, displayName = unique('role')): Promise<Named> {
    return (await this.server.root.ask(...createRole(displayName, permissions))).createRole.role as Named;
  }

  async group(displayName = unique('group')): Promise<Named> {
    return (await this.server.root.ask(...addGroup(displayName))).addGroup.group as Named;
  }

  /** A group that has one role, wherever that role's permissions count. */
  async groupWith(held: Held): Promise<{ group: Named; role: Named }> {
    const role = await this.role(held);
    const group = await this.group();
    const places: Place[] = [...[held.on ?? []].flat()];
    if (held.organization !== undefined) places.push('organization');
    if (held.system !== undefined) places.push('system');
    for (const place of places) await this.server.root.ask(...assign(role, group, place));
    return { group, role };
  }

  /** A user in no group, with a personal token. */
  async nobody(username = unique('person')): Promise<Person> {
    const user = await this.server.seed.user(username);
    return { ...user, client: (await this.server.seed.personalTokenOf(user)).client };
  }

  async who(held: Held, username?: string): Promise<Holder> {
    const person = await this.nobody(username);
    const { group, role } = await this.groupWith(held);
    await this.server.root.ask(...addUsersToGroup(group, person));
    return { ...person, group, role };
  }
}

/** Another organization, and a client of its first user. */
export async function otherOrganization(server: TestServer): Promise<GraphQLClient> {
  const { createEmptyOrganization } = await server.root.ask(
    'mutation ($name: String!) { createEmptyOrganization(name: $name) { id } }',
    { name: unique('organization') },
  );
  const { addOrganizationOwner } = await server.root.ask(
    'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token } }',
    { input: { organizationId: createEmptyOrganization.id, username: unique('owner') } },
  );
  return server.root.as(addOrganizationOwner.token as string);
}

/** Logs in and answers a client with the session. */
export async function signIn(server: TestServer, username: string, password: string): Promise<GraphQLClient> {
  const response = await fetch(`${server.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: username, password }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  return server.root.as(token);
}
