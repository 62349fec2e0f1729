/** What the server says its version is. */
import packageJson from '../package.json';
import { versionTeller } from '../src/version';

test('begins as a release of LogScale, and names the build and the schema', () => {
  const [major = 0, minor = 0, patch = 0] = packageJson.version.split('.').map(Number);
  const build = major * 10_000 + minor * 100 + patch;
  expect(versionTeller(() => 'type Query { a: Int }')()).toMatch(
    new RegExp(`^1\\.\\d+\\.0--build-${build}--sha-[0-9a-f]{9}$`),
  );
});

test('is another where the schema is', () => {
  expect(versionTeller(() => 'type Query { a: Int }')()).not.toBe(
    versionTeller(() => 'type Query { b: Int }')(),
  );
});

test('is worked out when it is first asked for, and not again', () => {
  const schema = jest.fn(() => 'type Query { a: Int }');
  const version = versionTeller(schema);
  expect(schema).not.toHaveBeenCalled();
  const first = version();
  expect(version()).toBe(first);
  expect(schema).toHaveBeenCalledTimes(1);
});
