import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import fc from 'fast-check';
import { loadPeppers, SecretFileError, writeSecretFile } from '../../src/storage/secret-files';
import { SecretHasher } from '../../src/tokens/secret-hasher';
import { TemporaryFolder } from './temporary-store';

const seed = Number(process.env['FC_SEED'] ?? 1);
const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER_KEY = Buffer.alloc(48, 8).toString('base64');

let folder: TemporaryFolder;
let file: string;
let isNeeded: boolean;

beforeEach(() => {
  folder = new TemporaryFolder();
  file = folder.file('pepper');
  isNeeded = false;
});
afterEach(() => folder.remove());

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const load = () => loadPeppers(file, isNeeded);

async function withUmask<T>(umask: number, work: () => Promise<T>): Promise<T> {
  const before = process.umask(umask);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

function givenPeppers(text: string, mode = 0o600): void {
  writeFileSync(file, text);
  chmodSync(file, mode);
}

describe('A secret file', () => {
  test.each(['000', '002', '022', '027', '077', '177', '277', '777'])(
    'is its owner’s alone to read and write under a umask of %s',
    async (umask) => {
      await withUmask(Number.parseInt(umask, 8), () => writeSecretFile(file, 'secret'));

      expect(modeOf(file)).toBe('600');
    },
  );

  test('loses the rights that others had on what it replaces', async () => {
    givenPeppers('old', 0o644);

    await writeSecretFile(file, 'new');

    expect(modeOf(file)).toBe('600');
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  test('is replaced as a whole: who has the old one open goes on reading the old one', async () => {
    await writeSecretFile(file, 'old and rather longer');
    linkSync(file, folder.file('old'));

    await writeSecretFile(file, 'new');

    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readFileSync(folder.file('old'), 'utf8')).toBe('old and rather longer');
  });

  test('is the old one or a new one at every moment, and never a part', async () => {
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(100_000));
    await writeSecretFile(file, texts[0]!);
    const progress = { finished: false };
    const written = Promise.all(texts.map((text) => writeSecretFile(file, text))).finally(() => {
      progress.finished = true;
    });

    let reads = 0;
    while (!progress.finished) {
      expect(texts).toContain(readFileSync(file, 'utf8'));
      reads += 1;
      await new Promise(setImmediate);
    }
    await written;
    expect(reads).toBeGreaterThan(0);
  });

  test('leaves no other file beside it', async () => {
    await writeSecretFile(file, 'one');
    await writeSecretFile(file, 'two');

    expect(readdirSync(folder.path)).toEqual(['pepper']);
  });

  test('that cannot take its place leaves its secret in no other file', async () => {
    mkdirSync(file);

    await expect(writeSecretFile(file, 'secret')).rejects.toThrow();
    expect(readdirSync(folder.path)).toEqual(['pepper']);
  });

  test('is not written where there is no folder', async () => {
    await expect(writeSecretFile(folder.file('nowhere/pepper'), 'secret')).rejects.toThrow('ENOENT');
  });
});

describe('The pepper file', () => {
  test('is made where there is neither it nor a database, and read the same from then on', async () => {
    const made = await load();

    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9A-Za-z]{32} [0-9A-Za-z+/]{43}=\n$/);
    expect(modeOf(file)).toBe('600');
    expect([...made.keys.keys()]).toEqual([made.currentKeyId]);
    expect(made.keys.get(made.currentKeyId)).toHaveLength(32);
    isNeeded = true;
    expect(await load()).toEqual(made);
  });

  test('is never made the same twice', async () => {
    const [one, other] = [await load(), await loadPeppers(folder.file('other'), isNeeded)];

    expect(one.currentKeyId).not.toBe(other.currentKeyId);
    expect([...one.keys.values()]).not.toEqual([...other.keys.values()]);
  });

  test('is not made anew where there is a database that needs the old one', async () => {
    isNeeded = true;

    await expect(load()).rejects.toThrow(SecretFileError);
    await expect(load()).rejects.toThrow(`${file} is missing, but there is a database`);
    expect(existsSync(file)).toBe(false);
  });

  test.each(['640', '604', '620', '602', '610', '601', '660', '644', '777'])(
    'is refused with mode %s, which is not its owner’s alone',
    async (mode) => {
      givenPeppers(`id ${KEY}\n`, Number.parseInt(mode, 8));

      await expect(load()).rejects.toThrow(SecretFileError);
      await expect(load()).rejects.toThrow(`chmod 600 ${file}`);
    },
  );

  test.each(['600', '400', '700'])('is read with mode %s', async (mode) => {
    givenPeppers(`id ${KEY}\n`, Number.parseInt(mode, 8));

    expect((await load()).currentKeyId).toBe('id');
  });

  test('has its first key current and the others retired, which still verify', async () => {
    givenPeppers(`old ${OTHER_KEY}\n`);
    const hashedBefore = new SecretHasher(await load()).hash('id~secret');
    givenPeppers(`new ${KEY}\nold ${OTHER_KEY}\n`);
    const peppers = await load();

    expect(peppers).toEqual({
      currentKeyId: 'new',
      keys: new Map([
        ['new', Buffer.alloc(32, 7)],
        ['old', Buffer.alloc(48, 8)],
      ]),
    });
    expect(new SecretHasher(peppers).hash('id~secret').secretKeyId).toBe('new');
    expect(new SecretHasher(peppers).matches('id~secret', hashedBefore)).toBe(true);
  });

  test.each([
    ['no line break at its end', `id ${KEY}`],
    ['blank lines', `\n\n  \nid ${KEY}\n\n`],
    ['Windows line breaks', `\r\nid ${KEY}\r\n`],
    ['blanks after a key', `id ${KEY}  \t\n`],
    ['no padding', `id ${KEY.replace('=', '')}\n`],
    ['an id of 1 character', `x ${KEY}\n`],
    ['an id of 32 characters', `${'x'.repeat(32)} ${KEY}\n`],
  ])('may have %s', async (_, text) => {
    givenPeppers(text);

    expect([...(await load()).keys.values()]).toEqual([Buffer.alloc(32, 7)]);
  });

  test.each([
    ['an id without a key', 1, 'id\n'],
    ['a key without an id', 1, `${KEY}\n`],
    ['something else', 1, '# the pepper\n'],
    ['a blank before the id', 1, ` id ${KEY}\n`],
    ['two blanks between id and key', 1, `id  ${KEY}\n`],
    ['an id of 33 characters', 1, `${'x'.repeat(33)} ${KEY}\n`],
    ['an id with another character', 1, `my-id ${KEY}\n`],
    ['a key of 31 bytes', 1, `id ${Buffer.alloc(31, 7).toString('base64')}\n`],
    ['a key that is no base64', 1, `id ${'!'.repeat(44)}\n`],
    ['a third word', 1, `id ${KEY} retired\n`],
    ['a malformed line after a good one', 2, `id ${KEY}\nold\n`],
    ['a malformed line after blank ones', 4, `id ${KEY}\n\n\nold\n`],
    ['an id for the second time', 3, `id ${KEY}\nold ${KEY}\nid ${OTHER_KEY}\n`],
  ])('must not have %s, and is told its line %i', async (_, line, text) => {
    givenPeppers(text);

    await expect(load()).rejects.toThrow(SecretFileError);
    await expect(load()).rejects.toThrow(`Line ${line} of ${file} is not a key`);
  });

  test.each(['', '\n', ' \r\n\t\n'])('must hold a key: %j', async (text) => {
    givenPeppers(text);

    await expect(load()).rejects.toThrow(`${file} holds no key.`);
  });

  test('is never quoted in a refusal', async () => {
    givenPeppers(`id ${KEY}\nold ${OTHER_KEY} and more\n`);

    const refusal = await load().catch(String);
    expect(refusal).not.toContain(KEY);
    expect(refusal).not.toContain(OTHER_KEY);
  });

  test('of whatever content is either read or refused for the operator, and never gives a short key', async () => {
    const piece = fc.constantFrom(
      'id',
      'x',
      ' ',
      '\n',
      '\r\n',
      KEY,
      OTHER_KEY,
      'short==',
      '=',
      '-',
      '\u0000',
      'é',
    );
    const texts = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        givenPeppers(text);
        const outcome = await load().catch((error: unknown) => error);
        if (outcome instanceof SecretFileError) return;
        const peppers = outcome as Awaited<ReturnType<typeof load>>;
        expect(peppers.keys.has(peppers.currentKeyId)).toBe(true);
        for (const key of peppers.keys.values()) expect(key.length).toBeGreaterThanOrEqual(32);
      }),
      { seed, numRuns: 300 },
    );
  });
});
