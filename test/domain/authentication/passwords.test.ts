import bcrypt from 'bcrypt';
import { checkPassword, Passwords } from '../../../src/authentication/passwords';
import { DomainError } from '../../../src/kernel/domain-error';

/** The least that bcrypt takes. */
const passwords = new Passwords(4);

const GOOD = 'correct horse battery';

describe('A password that is set', () => {
  test.each([
    ['12 characters', 'x'.repeat(12)],
    ['12 characters that JavaScript counts twice', '🔑'.repeat(12)],
    ['72 bytes', 'x'.repeat(72)],
    ['72 bytes in 36 characters', 'é'.repeat(36)],
    ['blanks alone', ' '.repeat(12)],
    ['characters of any kind', 'pässwörd 🔑 \t\n\u0001'],
  ])('may have %s', (_, password) => {
    expect(() => checkPassword('newPassword', password)).not.toThrow();
  });

  test.each([
    ['empty', '', 'newPassword must have at least 12 characters.'],
    ['of 11 characters', 'x'.repeat(11), 'newPassword must have at least 12 characters.'],
    [
      'of 11 characters, however many units that is',
      '🔑'.repeat(11),
      'newPassword must have at least 12 characters.',
    ],
    ['of 73 bytes', 'x'.repeat(73), 'newPassword must be at most 72 bytes in UTF-8; it has 73.'],
    [
      'of 74 bytes in 37 characters',
      'é'.repeat(37),
      'newPassword must be at most 72 bytes in UTF-8; it has 74.',
    ],
    ['with NUL in it', `${'x'.repeat(12)}\u0000`, 'newPassword must not contain NUL characters.'],
  ])('must not be %s', (_, password, message) => {
    const attempt = () => checkPassword('newPassword', password);

    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message }));
  });

  test('is never repeated in the refusal', () => {
    expect(() => checkPassword('newPassword', 'hunter2')).toThrow(expect.not.stringContaining('hunter2'));
  });
});

describe('The hash of a password', () => {
  test('is bcrypt’s, of the cost that was set, and fits its column', async () => {
    expect(await passwords.hash(GOOD)).toMatch(/^\$2b\$04\$.{53}$/);
  });

  test('is never the same twice', async () => {
    expect(await passwords.hash(GOOD)).not.toBe(await passwords.hash(GOOD));
  });
});

describe('A password that is tried', () => {
  let hash: string;
  beforeAll(async () => {
    hash = await passwords.hash(GOOD);
  });

  test('matches if it is the same', async () => {
    expect(await passwords.matches(GOOD, hash)).toBe(true);
  });

  test.each([
    ['empty', ''],
    ['of another case', GOOD.toUpperCase()],
    ['cut short', GOOD.slice(0, -1)],
    ['longer', `${GOOD} `],
    ['followed by NUL', `${GOOD}\u0000`],
    ['followed by NUL and more', `${GOOD}\u0000more`],
    ['NUL alone', '\u0000'],
  ])('does not match if it is %s', async (_, password) => {
    expect(await passwords.matches(password, hash)).toBe(false);
  });

  test.each(['', GOOD, 'nobody has this password', 'x'.repeat(73), '\u0000'])(
    'does not match where there is none: %j',
    async (password) => {
      expect(await passwords.matches(password, null)).toBe(false);
    },
  );

  test('takes a comparison of the same cost where there is none', async () => {
    const compare = jest.spyOn(bcrypt, 'compare');
    try {
      await passwords.matches(GOOD, null);

      expect(compare).toHaveBeenCalledTimes(1);
      expect(bcrypt.getRounds(compare.mock.calls[0]![1])).toBe(4);
    } finally {
      compare.mockRestore();
    }
  });

  test('is worked out in full where there is none: what it is compared with has a salt, and one of this server’s own', async () => {
    const compare = jest.spyOn(bcrypt, 'compare');
    try {
      await passwords.matches(GOOD, null);
      await new Passwords(4).matches(GOOD, null);

      const [here, elsewhere] = compare.mock.calls.map(([, compared]) => compared);
      const salt = here!.slice(0, 29);
      const workedOut = bcrypt.hashSync(GOOD, salt);
      expect(workedOut).toMatch(/^\$2b\$04\$.{53}$/);
      expect(workedOut.slice(0, 29)).toBe(salt);
      expect(here).toHaveLength(workedOut.length);
      expect(elsewhere!.slice(0, 29)).not.toBe(salt);
    } finally {
      compare.mockRestore();
    }
  });

  test('matches with all of its 72 bytes', async () => {
    const longest = 'x'.repeat(72);
    const ofLongest = await passwords.hash(longest);

    expect(await passwords.matches(longest, ofLongest)).toBe(true);
    expect(await passwords.matches(`${'x'.repeat(71)}y`, ofLongest)).toBe(false);
  });

  test('does not match with a 73rd byte, of which bcrypt would take no notice', async () => {
    const ofLongest = await passwords.hash('x'.repeat(72));

    expect(await bcrypt.compare('x'.repeat(73), ofLongest)).toBe(true);
    expect(await passwords.matches('x'.repeat(73), ofLongest)).toBe(false);
  });

  test('that cannot be compared does not match the hash of what is compared in its place', async () => {
    const ofNothing = await passwords.hash('');

    expect(await passwords.matches('x'.repeat(73), ofNothing)).toBe(false);
    expect(await passwords.matches('\u0000', ofNothing)).toBe(false);
  });

  test.each(['', 'plain text', GOOD, '$2b$04$', '$2b$99$'.padEnd(60, 'x')])(
    'does not match what is no hash: %j',
    async (stored) => {
      expect(await passwords.matches(GOOD, stored)).toBe(false);
    },
  );
});
