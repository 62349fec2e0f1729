/** An answer is believed only where every field of it is as it must be. */
import fc from 'fast-check';
import { readIntrospectionAnswer } from '../../src/client/introspection-answer';
import { parseUnambiguousJson } from '../../src/client/unambiguous-json';
import { active } from './fake-tollgate';

test('an active answer tells who calls, in LogScale’s names and milliseconds', () => {
  const answer = readIntrospectionAnswer(
    JSON.stringify(
      active({ exp: 1_767_003_600, user_id: 'id-of-ada', username: 'ada', token_domain: 'personal' }),
    ),
  );
  expect(answer).toEqual({
    active: true,
    identity: {
      tokenId: 'id-of-the-token',
      tokenName: 'reads logs',
      tokenDomain: 'personal',
      organizationId: 'id-of-the-organization',
      userId: 'id-of-ada',
      username: 'ada',
      clientId: 'id-of-the-token',
      subject: 'id-of-the-token',
      scope: 'ReadAccess',
      permissions: [],
      views: [{ id: 'id-of-the-view', name: 'logs', permissions: ['ReadAccess'] }],
      createdAt: 1_767_000_000_000,
      expireAt: 1_767_003_600_000,
    },
  });
});

test('what may be missing is null', () => {
  expect(readIntrospectionAnswer(JSON.stringify(active()))).toMatchObject({
    identity: { userId: null, username: null, expireAt: null },
  });
});

test('an inactive answer says no more, whatever else is in it', () => {
  expect(readIntrospectionAnswer('{"active":false}')).toEqual({ active: false });
  expect(readIntrospectionAnswer(JSON.stringify({ ...active(), active: false }))).toEqual({ active: false });
});

test('nobody who shares an answer can change it for the others', () => {
  const answer = readIntrospectionAnswer(JSON.stringify(active()));
  if (!answer.active) throw new Error('It is active.');
  const { identity } = answer;
  for (const shared of [
    answer,
    identity,
    identity.permissions,
    identity.views,
    identity.views[0],
    identity.views[0]!.permissions,
  ])
    expect(Object.isFrozen(shared)).toBe(true);
});

const OPTIONAL = ['exp', 'user_id', 'username'];

test.each<[string, unknown[]]>([
  ['active', [undefined, null, 'true', 1, 'false', 0, [], {}]],
  ['token_type', [undefined, null, 'MAC', ['Bearer'], '']],
  ['token_id', [undefined, null, 1, '', {}]],
  ['token_name', [undefined, null, 1]],
  ['token_domain', [undefined, null, 'root', 'Personal', '', 'constructor']],
  ['organization_id', [undefined, null, '', 1]],
  ['client_id', [undefined, null, '', 1]],
  ['sub', [undefined, null, '', 1]],
  ['scope', [undefined, null, 1, ['ReadAccess']]],
  ['permissions', [undefined, null, 'ReadAccess', [1], [null], { 0: 'ReadAccess', length: 1 }]],
  [
    'views',
    [
      undefined,
      null,
      {},
      [null],
      ['logs'],
      [{ id: 'x', name: 'x' }],
      [{ id: 1, name: 'x', permissions: [] }],
    ],
  ],
  ['iat', [undefined, null, '1', 1.5, -1, 1e300]],
  ['exp', [null, '1', 1.5, -1, 1e300]],
  ['user_id', [null, '', 1]],
  ['username', [null, '', 1]],
])('%s that is none is not believed', (field, values) => {
  for (const value of values)
    expect(() => readIntrospectionAnswer(JSON.stringify(active({ [field]: value })))).toThrow(TypeError);
});

test.each(['', 'null', '[]', 'true', '"active"', '[{"active":true}]', '{"active":true', '<html></html>'])(
  '%j is no answer',
  (text) => {
    expect(() => readIntrospectionAnswer(text)).toThrow();
  },
);

test('a field is missing even where every object inherits one of its name', () => {
  expect(() => readIntrospectionAnswer('{"__proto__":{"active":true}}')).toThrow(TypeError);
});

test.each([
  '{"active":false,"active":true}',
  '{"active":true,"active":true}',
  '{"active":false,"\\u0061ctive":true}',
  '{"views":[{"id":"a","id":"b"}]}',
  '{"a":{},"b":1,"a":2}',
])('%s is ambiguous', (text) => {
  expect(() => parseUnambiguousJson(text)).toThrow(SyntaxError);
});

test('any other JSON is read as ever, with whatever space between', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(parseUnambiguousJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('a name that comes twice is found at any depth', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.nat({ max: 5 }), (value, name, depth) => {
      const twice = `{${JSON.stringify(name)}:${JSON.stringify(value)},${JSON.stringify(name)} :1}`;
      const text = `${'[{"in":'.repeat(depth)}${twice}${'}]'.repeat(depth)}`;
      expect(() => parseUnambiguousJson(text)).toThrow(SyntaxError);
    }),
  );
});

test('optional fields are the only ones that may be missing', () => {
  for (const field of Object.keys(active()))
    if (!OPTIONAL.includes(field))
      expect(() => readIntrospectionAnswer(JSON.stringify(active({ [field]: undefined })))).toThrow();
});
