/** Names belong to an organization: what one calls its things, the other may call its own, and neither notices. */
import { can } from '../../../src/access/authorize';
import { fieldOf, operation } from './operations';
import { OWN_CHANGES } from './own-changes';
import type { RowsByTable } from './rows';
import { otherThan, WHICH } from './things';
import { twoOrganizations, type TwoOrganizations } from './two-organizations';

let both: TwoOrganizations;
let asFurnished: RowsByTable;

beforeAll(async () => {
  both = await twoOrganizations();
  asFurnished = both.rows.all();
});
afterEach(() => both.rows.restore(asFurnished));
afterAll(async () => both.stop());

const CHANGES = Object.entries(OWN_CHANGES).map(([name, change]) => ({ ...fieldOf(name), change }));

describe.each(WHICH)('in the %s organization', (which) => {
  /** Giving a user another name takes a system permission. */
  const permitted = CHANGES.filter(({ name }) => which === 'first' || name !== 'updateUserById');

  test.each(permitted)(
    '$name takes the names of the other’s things, and leaves the other as it was',
    async ({ name, action, change }) => {
      const { things: own, actors } = both[which];
      const { things: theirs } = both[otherThan(which)];
      const [before, ownBefore] = [own, theirs]
        .map(({ organization }) => both.rows.of(organization.id))
        .reverse();

      // In the second organization the system token does what no root user of it may.
      const actor = Object.values(actors).find(({ principal }) => can(principal, action))!;
      for (const args of change(theirs, own)) {
        both.rows.restore(asFurnished);
        const { errors } = await actor.client.send(...operation(name, args, 0));
        expect(errors).toEqual([]);
        expect(both.rows.of(theirs.organization.id)).toEqual(before);
        expect(both.rows.of(own.organization.id)).not.toEqual(ownBefore);
      }
    },
  );
});

test('an id that a repository of one organization has, is answered in the other like one that is free', async () => {
  const { client } = both.second.actors['root user'];
  const create = async (repositoryId: string) => {
    const { errors } = await client.send(...operation('createRepository', { name: 'chosen', repositoryId }));
    both.rows.restore(asFurnished);
    return errors.map(({ extensions }) => extensions.code);
  };
  expect(await create(both.first.things.repository.id)).toEqual(await create('free'));
});

test('two organizations may have one name', async () => {
  const { name } = both.first.things.organization;
  const answer = await both.server.root.send(...operation('createEmptyOrganization', { name }));
  expect(answer.errors).toEqual([]);
});
