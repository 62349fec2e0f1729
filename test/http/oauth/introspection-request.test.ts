/** Reading a request for introspection: whatever is sent, it is understood exactly or refused with a sentence. */
import fc from 'fast-check';
import { parameterOf, presentedOf } from '../../../src/http/introspection-request';
import { DomainError } from '../../../src/kernel/domain-error';

const seed = Number(process.env['FC_SEED'] ?? 1);
const NAMES = ['token', 'token_type_hint', 'address', 'permission', 'view'] as const;

/** What the reader answers, or the code of its refusal; anything else that is thrown fails the test. */
function read(parameters: unknown): ReturnType<typeof presentedOf> | string {
  try {
    return presentedOf(parameters);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const hostile = fc.oneof(
  fc.constantFrom(
    '',
    'a\u0000b',
    '\ud800',
    '__proto__',
    'constructor',
    'toString',
    '*',
    '%',
    'x'.repeat(20_000),
  ),
  fc.constantFrom('ReadAccess', 'ManageUsers', 'ManageCluster', 'readaccess', 'web-logs', '10.0.0.1', '::1'),
  fc.string({ unit: 'binary' }),
  fc.anything({ withNullPrototype: true }),
  fc.array(fc.string()),
);

test('nothing but a refusal of bad input comes of hostile values', () => {
  const forms = fc.oneof(
    fc.record(Object.fromEntries(NAMES.map((name) => [name, hostile])), { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom(...NAMES, '__proto__', 'constructor'), hostile, { noNullPrototype: false }),
    fc.anything(),
  );
  fc.assert(
    fc.property(forms, (form) => {
      const answer = read(form);
      if (typeof answer === 'string') expect(answer).toBe('BAD_USER_INPUT');
      else expect(answer.credentials).toEqual({ kind: 'bearer', token: (form as any).token });
    }),
    { seed, numRuns: 3_000 },
  );
});

test('a parameter is the form’s own or none: nothing is inherited', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...NAMES), (value, name) => {
      const inherited = Object.create({ [name]: value }) as object;
      expect(parameterOf(inherited, name)).toBeNull();
      expect(parameterOf({ [name]: value }, name)).toBe(value === '' ? null : value);
    }),
    { seed },
  );
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty'])
    for (const empty of [{}, [], Object.create(null), null, undefined, 'text', 5])
      expect(parameterOf(empty, name)).toBeNull();
});

test('what is asked for is never easier than what was sent: a filter’s address and a requirement are there whenever they were given', () => {
  const good = fc.record(
    {
      address: fc.oneof(fc.ipV4(), fc.ipV6()),
      permission: fc.constantFrom('ReadAccess', 'ManageUsers', 'ManageCluster', 'ReadEverything'),
      view: fc.constantFrom('web-logs', ' ', '\u0000', 'a'.repeat(300)),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(good, (given) => {
      const answer = read({ token: 'a', ...given });
      if (typeof answer === 'string') return;
      expect(answer.address !== undefined).toBe(given.address !== undefined);
      expect(answer.requirement?.permission).toBe(given.permission);
      expect(answer.requirement?.kind === 'view' ? answer.requirement.view : undefined).toBe(given.view);
    }),
    { seed, numRuns: 500 },
  );
});
