/** Somebody who manages people, roles and assignments of every kind and holds few things besides; and what that leaves. */
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import type { Operation, Permissions } from './operations';
import { People, type Held, type Holder } from './people';

export interface Places {
  readonly repository: SeededDomain;
  readonly other: SeededDomain;
}

/** What somebody holds, on repositories of the management if on any. */
export interface HeldThere extends Permissions {
  readonly on?: readonly (keyof Places)[];
}

export const placed = (held: HeldThere, at: Places): Held => ({
  ...held,
  on: (held.on ?? []).map((name) => at[name]),
});

export interface Management extends Places {
  readonly server: TestServer;
  readonly people: People;
  readonly manager: Holder;
}

export async function startManagement(): Promise<Management> {
  const server = await TestServer.start();
  const people = new People(server);
  const repository = await server.seed.repository();
  const other = await server.seed.repository();
  const manager = await people.who({
    organization: ['ManageUsers', 'ChangeOrganizationPermissions', 'ViewUsage'],
    system: ['ChangeSystemPermissions', 'ReadHealthCheck'],
    view: ['ChangeUserAccess', 'ReadAccess', 'ChangeTriggers', 'ChangeArchivingSettings', 'CreateActions'],
    on: repository,
  });
  return { server, people, repository, other, manager };
}

/** What the manager holds too, and so may hand on. */
export const HELD: readonly (readonly [what: string, held: HeldThere])[] = [
  ['nothing', {}],
  ['what they hold in the organization', { organization: ['ViewUsage'] }],
  ['what they hold in the system', { system: ['ReadHealthCheck'] }],
  ['what they hold on the repository', { view: ['ReadAccess'], on: ['repository'] }],
  ['what is implied by what they hold', { view: ['DeleteTriggers'], on: ['repository'] }],
  ['the other name of what they hold', { view: ['ChangeS3ArchivingSettings'], on: ['repository'] }],
];

/** Each is one permission, somewhere, that the manager does not hold. */
export const NOT_HELD: readonly (readonly [permission: string, where: string, held: HeldThere])[] = [
  ['ExportOrganization', 'the organization', { organization: ['ViewUsage', 'ExportOrganization'] }],
  ['PatchGlobal', 'the system', { system: ['PatchGlobal'] }],
  ['DeleteEvents', 'the repository', { view: ['ReadAccess', 'DeleteEvents'], on: ['repository'] }],
  ['ReadAccess', 'another repository', { view: ['ReadAccess'], on: ['repository', 'other'] }],
  [
    'ChangeActions',
    'the repository, where they hold a part of it',
    { view: ['ChangeActions'], on: ['repository'] },
  ],
];

/** Refused for want of `permission`, with it named. */
export async function expectRefused(
  client: GraphQLClient,
  operation: Operation,
  permission: string,
): Promise<void> {
  const answer = await client.send(...operation);
  expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  expect(answer.errors[0]!.message).toContain(permission);
}
