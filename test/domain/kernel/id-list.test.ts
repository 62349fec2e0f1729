/** Statements over lists of ids have few texts, and find what they would find over the list itself. */
import { idList } from '../../../src/kernel/id-list';

test('lists of up to a thousand ids have no more than eleven lengths', () => {
  const texts = new Set<string>();
  for (let length = 1; length <= 1_000; length++) {
    const ids = Array.from({ length }, (_, place) => `id ${place}`);
    const list = idList(ids);
    expect(list.ids.length).toBe(list.places.split(', ').length);
    expect(new Set(list.ids)).toEqual(new Set(ids));
    texts.add(list.places);
  }
  expect(texts.size).toBe(11);
});

test('the places are numbered from 1', () => {
  expect(idList(['a', 'b', 'c'])).toEqual({ places: '$1, $2, $3, $4', ids: ['a', 'b', 'c', 'a'] });
});

test('a list of no ids is refused, since no statement can have one', () => {
  expect(() => idList([])).toThrow('no ids');
});
