/** Whatever is asked on a connection, and in whatever pieces it comes, is answered once and in its order. */
import fc from 'fast-check';
import { asking, atOnce, other, PlainDesk, posting } from './plain-desk';

let desk: PlainDesk;
beforeAll(async () => {
  desk = await PlainDesk.start();
  // Some answers have to be waited for, by the turns of the event loop in which more is sent.
  desk.reply = (head, body) => {
    const answer = atOnce(head, body);
    const turns = desk.asked.length % 8;
    return turns < 4 ? answer : afterTurns(turns).then(() => answer);
  };
});
afterAll(async () => desk.stop());

async function afterTurns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Asked {
  readonly sent: string;
  readonly told: string;
}

const bodies = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '\r\n', '\r\n\r\n', 'GET / HTTP/1.1'), maxLength: 5 }),
  fc.integer({ min: 0, max: 60_000 }).map((length) => 'x'.repeat(length)),
);

const requests: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 3, arbitrary: fc.nat(99).map((n) => ({ sent: asking(`${n}`), told: `GET /question/${n} ` })) },
  {
    weight: 3,
    arbitrary: bodies.map((body) => ({ sent: posting('p', body), told: `POST /question/p ${body}` })),
  },
  fc.constant({ sent: asking('te', 'TE: trailers'), told: 'GET /question/te ' }),
  bodies.map((body) => ({ sent: other(body), told: `other: ${body}` })),
);

/** Where they are cut: mostly between two of them, so that there are plain ones. */
const cuts = fc.tuple(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }), fc.boolean());

test('in order, with nothing lost and nothing doubled', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(requests, { minLength: 1, maxLength: 12 }),
      cuts,
      async (all, [within, apart]) => {
        const whole = all.map(({ sent }) => sent).join('');
        const ends = new Set(within.map((where) => Math.floor(where * whole.length)));
        let end = 0;
        if (apart) for (const { sent } of all) ends.add((end += sent.length));
        const client = await desk.connect();
        let from = 0;
        for (const to of [...ends, whole.length].sort((a, b) => a - b)) {
          client.send(whole.slice(from, to));
          from = to;
          // Sent by itself.
          await afterTurns(1);
        }
        const answers = await client.answers(all.length);
        const last = await client.send(asking('last')).answer();
        client.close();
        expect(answers.map(({ status, body }) => [status, body])).toEqual(all.map(({ told }) => [200, told]));
        expect(last.body).toBe('GET /question/last ');
      },
    ),
    { numRuns: 300 },
  );
  // By both ways.
  expect(desk.asked.length).toBeGreaterThan(100);
  expect(desk.byNode.length).toBeGreaterThan(100);
});
