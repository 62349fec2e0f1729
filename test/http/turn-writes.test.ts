/** When answers are written that are ready in the same turn of the event loop. */
import { MOST_WAITING, TurnWrites } from '../../src/http/turn-writes';

function writing(): { written: string[]; answer: (name: string) => { writeNow: () => void } } {
  const written: string[] = [];
  return { written, answer: (name) => ({ writeNow: () => void written.push(name) }) };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('answers of a turn', () => {
  it('are written at its end, in the order in which they were ready', async () => {
    const { written, answer } = writing();
    const writes = new TurnWrites();
    writes.add(answer('first'));
    writes.add(answer('second'));
    await Promise.resolve();
    expect(written).toEqual([]);
    await nextTurn();
    expect(written).toEqual(['first', 'second']);
  });

  it('wait for no more than so many others', async () => {
    const { written, answer } = writing();
    const writes = new TurnWrites();
    for (let i = 1; i < MOST_WAITING; i++) writes.add(answer(String(i)));
    expect(written).toHaveLength(0);
    writes.add(answer('last'));
    expect(written).toHaveLength(MOST_WAITING);
    writes.add(answer('next'));
    expect(written).toHaveLength(MOST_WAITING);
    await nextTurn();
    expect(written.slice(-2)).toEqual(['last', 'next']);
  });

  it('are each written once, also where one of them makes another', async () => {
    const { written, answer } = writing();
    const writes = new TurnWrites();
    writes.add({
      writeNow: () => {
        written.push('first');
        writes.add(answer('made by the first'));
      },
    });
    writes.add(answer('second'));
    await nextTurn();
    await nextTurn();
    expect(written).toEqual(['first', 'second', 'made by the first']);
  });
});
