/** How large a query may be: the last that fits is answered, the first that does not is refused unexecuted. */
import { TestServer } from '../../support/server';
import { expectNothingInternal, expectStillServing, postAsRoot, type HttpAnswer } from '../http-client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());
afterEach(async () => expectStillServing(server));

const repeat = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

function expectRefused(answer: HttpAnswer, code: string, message: RegExp): void {
  expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code });
  expect(answer.json.errors[0].message).toMatch(message);
  expect(answer.json.data).toBeUndefined();
  expectNothingInternal(answer, server);
}

/** A legal query as deep as asked for: inline fragments count as levels like any field. */
const ofDepth = (depth: number): string =>
  `{ meta { ${'... { '.repeat(depth - 2)} version ${'} '.repeat(depth - 2)} } }`;
const ofAliases = (count: number): string => `{ meta { ${repeat(count, (i) => `a${i}: version`)} } }`;
const ofDirectives = (count: number): string =>
  `{ meta { ${repeat(count, () => '... @include(if: true) { version }')} } }`;
/** A legal query of so many lexical tokens, almost all of them values of one list. */
const ofTokens = (count: number): string =>
  `{ tokens(sortBy: Name, typeFilter: [${'ViewPermissionToken '.repeat(count - 15)}]) { totalResults } }`;

describe('a query may have', () => {
  test.each<[string, (size: number) => string, number, string, RegExp]>([
    ['levels', ofDepth, 16, 'GRAPHQL_VALIDATION_FAILED', /depth/i],
    ['aliases', ofAliases, 100, 'GRAPHQL_VALIDATION_FAILED', /aliases/i],
    ['directives', ofDirectives, 50, 'GRAPHQL_VALIDATION_FAILED', /directives/i],
    ['tokens', ofTokens, 5_000, 'GRAPHQL_PARSE_FAILED', /tokens/i],
  ])('%s up to a limit', async (_what, query, limit, code, message) => {
    const allowed = await postAsRoot(server, { query: query(limit) });
    expect(allowed.json.errors).toBeUndefined();
    expect(allowed.json.data).toEqual(expect.any(Object));

    expectRefused(await postAsRoot(server, { query: query(limit + 1) }), code, message);
  });
});

describe('far beyond the limits a query costs no more than reading as far as the limit', () => {
  const FAILED = 'GRAPHQL_VALIDATION_FAILED';
  const NOT_READ = 'GRAPHQL_PARSE_FAILED';

  test.each<[string, string, string, RegExp]>([
    ['50 levels', ofDepth(50), FAILED, /depth/i],
    ['50 levels of fields that do not exist', `${'{ a '.repeat(50)}${'} '.repeat(50)}`, FAILED, /./],
    ['10,000 open braces', '{ a '.repeat(10_000), NOT_READ, /tokens|nested/],
    [
      '2,000 lists in one another',
      `{ tokens(typeFilter: ${'['.repeat(2_000)}`,
      NOT_READ,
      /tokens|nested|Syntax/,
    ],
    ['1,000 aliases', ofAliases(1_000), FAILED, /aliases/i],
    [
      '1,000 aliases of a field that needs work',
      `{ ${repeat(1_000, (i) => `a${i}: users { id }`)} }`,
      NOT_READ,
      /tokens/,
    ],
    ['10,000 directives', `{ meta ${'@skip(if: false) '.repeat(10_000)} { version } }`, NOT_READ, /tokens/],
    ['1,000 directives', `{ meta ${'@a '.repeat(1_000)} { version } }`, FAILED, /./],
    ['100,000 fields', `{ meta { ${'version '.repeat(100_000)} } }`, NOT_READ, /tokens/],
    ['4,900 times the same field', `{ meta { ${'version '.repeat(4_900)} } }`, FAILED, /./],
    ['1,200 objects to merge', `{ ${'meta { version } '.repeat(1_200)} }`, FAILED, /./],
    ['1,000 unknown fields', `{ ${repeat(1_000, (i) => `unknown${i}`)} }`, FAILED, /./],
    ['1,000 variables', `query (${repeat(1_000, (i) => `$v${i}: Int`)}) { meta { version } }`, FAILED, /./],
    ['1,000 operations', repeat(1_000, (i) => `query q${i} { meta { version } }`), NOT_READ, /tokens/],
  ])('%s', async (_name, query, code, message) => {
    expectRefused(await postAsRoot(server, { query }), code, message);
  });

  test('a number of 100,000 digits is no number that fits', async () => {
    const query = `mutation { createRepository(name: "a", retentionInMillis: ${'9'.repeat(100_000)}) { repository { id } } }`;
    expectRefused(await postAsRoot(server, { query }), FAILED, /Long/);
  });

  test('values nested 10,000 deep are no value that fits', async () => {
    const query = 'query ($name: String!) { searchDomain(name: $name) { id } }';
    const body = `{"query":${JSON.stringify(query)},"variables":{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`;
    const answer = await postAsRoot(server, body);
    expect(answer.status).toBeLessThan(500);
    expect(answer.code ?? 'BAD_USER_INPUT').toBe('BAD_USER_INPUT');
    expectNothingInternal(answer, server);
  });
});

describe('fragments', () => {
  test.each<[string, string]>([
    ['that spread themselves', '{ meta { ...a } } fragment a on HumioMetadata { version ...a }'],
    [
      'that spread each other',
      '{ ...a } fragment a on Query { ...b } fragment b on Query { ...c } fragment c on Query { ...a }',
    ],
    [
      'that spread themselves within a field',
      '{ organization { ...a } } fragment a on Organization { searchDomains { ... on View { connections { repository { ...b } } } } } fragment b on Repository { name ...b }',
    ],
    ['that nothing uses and that spread themselves', '{ meta { version } } fragment a on Query { ...a }'],
  ])('%s are refused', async (_name, query) => {
    const answer = await postAsRoot(server, { query });
    expect(answer).toMatchObject({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(answer.json.data).toBeUndefined();
    expectNothingInternal(answer, server);
  });

  test('that would unfold to 50^6 fields are answered without unfolding them', async () => {
    const levels = repeat(6, (i) => `fragment f${i} on HumioMetadata { ${`...f${i + 1} `.repeat(50)} }`);
    const query = `{ meta { ...f0 } } ${levels} fragment f6 on HumioMetadata { version }`;
    const answer = await postAsRoot(server, { query });
    expect(answer.json).toEqual({ data: { meta: { version: expect.any(String) } } });
  });
});

describe('a body may have up to 1 MiB', () => {
  const LIMIT = 1_048_576;
  const bodyOf = (bytes: number): string => {
    const empty = JSON.stringify({ query: '{ meta { version } } #' });
    return JSON.stringify({ query: `{ meta { version } } #${'x'.repeat(bytes - empty.length)}` });
  };

  test('one that is just as large is answered', async () => {
    expect(Buffer.byteLength(bodyOf(LIMIT))).toBe(LIMIT);
    const answer = await postAsRoot(server, bodyOf(LIMIT));
    expect(answer).toMatchObject({ status: 200, json: { data: { meta: { version: expect.any(String) } } } });
  });

  test('one that is a byte larger is refused', async () => {
    const answer = await postAsRoot(server, bodyOf(LIMIT + 1));
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expectNothingInternal(answer, server);
  });

  test('a megabyte of variables that no one asked for is read and ignored', async () => {
    const answer = await postAsRoot(server, {
      query: '{ meta { version } }',
      variables: { unused: 'x'.repeat(1_000_000) },
    });
    expect(answer.json.errors).toBeUndefined();
  });
});
