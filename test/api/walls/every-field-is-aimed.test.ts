/** That the tables of this folder leave out no field, and no argument that could name another organization's thing. */
import { AIMS } from './aims';
import { LISTS } from './lists';
import { argumentNames, FIELDS, type Args } from './operations';
import { OWN_CHANGES } from './own-changes';
import { OF_THE_CALLER, OF_THE_SYSTEM } from './other-fields';
import { nowhere } from './things';

const TABLED = [
  ...Object.keys(AIMS),
  ...Object.keys(LISTS),
  ...Object.keys(OWN_CHANGES),
  ...OF_THE_CALLER,
  ...OF_THE_SYSTEM,
];

/** Arguments that look like a reference: texts that are kept as given, and an id that is to be a new one’s. */
const TEXTS = [
  'cid',
  'configId',
  'configIds',
  'firstName',
  'fullName',
  'lastName',
  'limitId',
  'lookupName',
  'repositoryId',
  'tagOrderInName',
  'targetBucketId1',
  'targetBucketId2',
];
const REFERENCE = /(Id|Ids|Name|IdFilter)\d?$|^(id|ids|name|token|tokens|users|username)$/;

test('every query and mutation of the schema is in one of the tables', () => {
  expect([...FIELDS.keys()].filter((name) => !TABLED.includes(name))).toEqual([]);
});

test('the tables name nothing that the schema does not have', () => {
  expect(TABLED.filter((name) => !FIELDS.has(name))).toEqual([]);
});

test.each([...FIELDS.values()].filter(({ name }) => ![...OF_THE_CALLER, ...OF_THE_SYSTEM].includes(name)))(
  'every argument of $name that could name a thing is aimed',
  (field) => {
    const { name } = field;
    const [at, own] = [nowhere(), nowhere()];
    const given = [
      ...Object.values(AIMS[name] ?? {}).map((aim) => aim(at, own)),
      ...(OWN_CHANGES[name]?.(at, own) ?? []),
      LISTS[name]?.args ?? {},
      ...(LISTS[name]?.narrowed?.(at) ?? []),
    ].flatMap(keysWithin);
    const references = argumentNames(field).filter((key) => REFERENCE.test(key) && !TEXTS.includes(key));
    expect(references.filter((key) => !given.includes(key))).toEqual([]);
  },
);

function keysWithin(args: Args): string[] {
  return Object.entries(args).flatMap(([key, value]) => [
    key,
    ...[value]
      .flat()
      .flatMap((each) => (typeof each === 'object' && each !== null ? keysWithin(each as Args) : [])),
  ]);
}
