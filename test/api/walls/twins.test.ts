/** Where both organizations call everything the same, a field that is aimed at one's own hits one's own alone. */
import type { Statement } from '../../support/database';
import { AIMS } from './aims';
import { fieldOf, operation } from './operations';
import type { RowsByTable } from './rows';
import { otherThan, WHICH, type Things } from './things';
import { twoOrganizations, type TwoOrganizations } from './two-organizations';

const SHOTS = Object.entries(AIMS).flatMap(([name, aims]) =>
  Object.entries(aims).map(([at, aim]) => ({ ...fieldOf(name), at, aim })),
);

/** What takes the root user of the installation. */
const ROOTS_ALONE = /^updateUser$|System|system|(personal token$)|Personal.*for /;

let both: TwoOrganizations;
beforeAll(async () => (both = await twoOrganizations()));
afterAll(async () => both.stop());

describe.each(WHICH)('in the %s organization', (which) => {
  const possible = SHOTS.filter(
    ({ name, at }) => which === 'first' || !(ROOTS_ALONE.test(name) || ROOTS_ALONE.test(at)),
  );

  let asFurnished: RowsByTable;
  let asTwins: RowsByTable;
  let theirRows: RowsByTable;

  beforeAll(() => {
    asFurnished = both.rows.all();
    const { things: theirs } = both[otherThan(which)];
    makeTwins(theirs, both[which].things);
    asTwins = both.rows.all();
    theirRows = both.rows.of(theirs.organization.id);
  });
  afterEach(() => both.rows.restore(asTwins));
  afterAll(() => both.rows.restore(asFurnished));

  test.each(possible)(
    '$name hits one’s own and leaves the other’s twin as it was: $at',
    async ({ name, aim }) => {
      const { things: own, actors } = both[which];
      const { things: theirs } = both[otherThan(which)];

      const { errors, text } = await actors['root user'].client.send(...operation(name, aim(own, own)));

      expect(errors).toEqual([]);
      expect(both.rows.of(theirs.organization.id)).toEqual(theirRows);
      const ids = Object.values(theirs).flatMap((thing) => ('id' in thing ? thing.id : []));
      expect(ids.filter((id) => text.includes(id))).toEqual([]);
    },
  );
});

/** Gives each thing of `theirs` the name of the same thing of `own`. */
function makeTwins(theirs: Things, own: Things): void {
  const changes: Statement[] = [];
  const named = (table: string, id: string, names: Readonly<Record<string, string>>): void => {
    const columns = Object.keys(names).map((column) => `"${column}" = ?`);
    const sql = `UPDATE "${table}" SET ${columns.join(', ')} WHERE id = ? RETURNING id`;
    changes.push([sql, [...Object.values(names), id]]);
  };
  for (const thing of ['repository', 'view'] as const) {
    const { name } = own[thing];
    named('search_domain', theirs[thing].id, { name, nameKey: name });
  }
  for (const [thing, table] of [
    ['group', 'user_group'],
    ['role', 'role'],
  ] as const) {
    const { name } = own[thing];
    named(table, theirs[thing].id, { displayName: name, nameKey: name });
  }
  for (const kind of ['view', 'organization', 'system'] as const) {
    const { name } = own.tokens[kind];
    named('token', theirs.tokens[kind].id, { name, nameKey: name });
  }
  const { username } = own.user;
  named('user_account', theirs.user.id, { username, usernameKey: username });
  named('ip_filter', theirs.ipFilter.id, { name: own.ipFilter.name });
  named('fleet_installation_token', theirs.fleetToken.id, { name: own.fleetToken.name });
  named('log_collector_group', theirs.collectorGroup.id, { name: own.collectorGroup.name });
  named('webhook', theirs.webhook.id, { name: own.webhook.name });
  changes.push([
    'UPDATE ingest_token SET name = ? WHERE "repositoryId" = ? RETURNING "repositoryId" AS id',
    [own.ingestToken.name, theirs.repository.id],
  ]);
  both.server.database.each(changes).forEach((changed, i) => {
    if (changed.length !== 1) throw new Error(`${changes[i]!.join()} has changed ${changed.length} rows.`);
  });
}
