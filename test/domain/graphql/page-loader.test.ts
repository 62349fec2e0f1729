/** What the tokens of a page load, they load together. */
import { PageLoader } from '../../../src/graphql/batch-loader';

const PAGE = ['a', 'b', 'c'];

/** Finds all but `c`, and remembers what it was asked for. */
function store(answer: 'at once' | 'later') {
  const asked: (readonly string[])[] = [];
  const loader = new PageLoader<string>((ids) => {
    asked.push(ids);
    const found = new Map(ids.filter((id) => id !== 'c').map((id) => [id, `item ${id}`]));
    return answer === 'at once' ? found : Promise.resolve(found);
  });
  return { asked, loader };
}

test('a page is loaded with the first that is asked for, and answered at once where the store does', () => {
  const { asked, loader } = store('at once');
  expect(PAGE.map((id) => loader.get(id, () => PAGE))).toEqual(['item a', 'item b', null]);
  expect(asked).toEqual([PAGE]);
});

test('a page is loaded once where the store answers later', async () => {
  const { asked, loader } = store('later');
  const answers = PAGE.map((id) => loader.get(id, () => PAGE));
  expect(answers.every((answer) => answer instanceof Promise)).toBe(true);
  expect(await Promise.all(answers.map((answer) => Promise.resolve(answer)))).toEqual([
    'item a',
    'item b',
    null,
  ]);
  // From then on nobody has to be waited for.
  expect(loader.get('b', () => PAGE)).toBe('item b');
  expect(asked).toEqual([PAGE]);
});

test('of a second page only what the first did not have is loaded', () => {
  const { asked, loader } = store('at once');
  void loader.get('a', () => ['a', 'b']);
  expect(loader.get('d', () => ['b', 'd'])).toBe('item d');
  expect(asked).toEqual([['a', 'b'], ['d']]);
});

test('what cannot be loaded is told to everybody who asks, and nobody else', async () => {
  const loader = new PageLoader<string>(() => Promise.reject(new Error('The database is away.')));
  await expect(loader.get('a', () => PAGE)).rejects.toThrow('away');
  await expect(loader.get('b', () => PAGE)).rejects.toThrow('away');
});
