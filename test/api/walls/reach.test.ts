/**
 * What another organization has, is to nobody's hand: whatever a field is aimed at, it answers as if
 * there were no such thing, and nothing changes: after each shot every row is what it was.
 */
import { can } from '../../../src/access/authorize';
import { AIMS } from './aims';
import { fieldOf, operation, type Args } from './operations';
import type { RowsByTable } from './rows';
import { ACTORS, nowhere, otherThan, WHICH } from './things';
import { twoOrganizations, type TwoOrganizations } from './two-organizations';

const SHOTS = Object.entries(AIMS).flatMap(([name, aims]) =>
  Object.entries(aims).map(([at, aim]) => ({ ...fieldOf(name), at, aim })),
);

let both: TwoOrganizations;
let asFurnished: RowsByTable;

beforeAll(async () => {
  both = await twoOrganizations();
  asFurnished = both.rows.all();
});
afterEach(() => {
  const found = both.rows.all();
  // Should one shot hit, the next must not miss for that.
  both.rows.restore(asFurnished, found);
  expect(found).toEqual(asFurnished);
});
afterAll(async () => both.stop());

describe.each(WHICH)('from the %s organization, its', (which) => {
  describe.each(ACTORS)('%s', (actorName) => {
    test.each(SHOTS)(
      'finds with $name no more of the other’s than where there is nothing: $at',
      async (shot) => {
        const { things: own, actors } = both[which];
        const { things: theirs } = both[otherThan(which)];
        const { client, principal } = actors[actorName];
        const auditIds = both.rows.auditIdsOf(theirs.organization.id);

        const ask = async (args: Args) => {
          const { status, data, errors } = await client.send(...operation(shot.name, args));
          return {
            status,
            data: data[shot.name] ?? null,
            errors: errors.map(
              ({ message, extensions }) => `${extensions.code} ${withoutNames(message, args)}`,
            ),
          };
        };
        const answer = await ask(shot.aim(theirs, own));

        expect(answer).toEqual(await ask(shot.aim(nowhere(), own)));
        expect(answer).toMatchObject({ status: 200, data: null });
        expect(answer.errors).toEqual(
          answer.errors.length === 0 ? [] : [expect.stringMatching(/^(NOT_FOUND|FORBIDDEN) /)],
        );
        // Whoever holds everything in an organization is never stopped by a permission of it.
        if (
          actorName === 'root user' &&
          can(principal, shot.action) &&
          !(which === 'second' && shot.at.includes(' system'))
        ) {
          expect(answer.errors.filter((error) => !error.startsWith('NOT_FOUND '))).toEqual([]);
        }
        expect(both.rows.auditIdsOf(theirs.organization.id)).toEqual(auditIds);
      },
    );
  });
});

/** A message may repeat what it was asked for. */
function withoutNames(message: string, args: Args): string {
  return textsWithin(args).reduce((text, name) => text.replaceAll(name, '…'), message);
}

function textsWithin(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 5 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsWithin) : [];
}
