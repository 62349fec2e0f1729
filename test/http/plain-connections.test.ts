/**
 * Plain questions are answered on their connection before Node's server has made requests of them: each once, in
 * their order, and whatever else comes is Node's without a byte missing.
 */
import { asking, other, PlainDesk, posting } from './plain-desk';
import type { RawConnection } from './raw-connection';

let desk: PlainDesk;
let client: RawConnection;
beforeEach(async () => {
  desk = await PlainDesk.start();
  client = await desk.connect();
});
afterEach(async () => {
  client.close();
  await desk.stop();
});

async function told(sent: string): Promise<string> {
  return (await client.send(sent).answer()).body;
}

const texts = async (count: number) => (await client.answers(count)).map(({ body }) => body);

describe('questions on one connection', () => {
  test('are each answered, and Node hears of none', async () => {
    for (let i = 0; i < 50; i += 1) {
      expect(await told(asking(`${i}`))).toBe(`GET /question/${i} `);
      expect(await told(posting(`${i}`, 'x'.repeat(i)))).toBe(`POST /question/${i} ${'x'.repeat(i)}`);
    }
    expect(desk.asked).toHaveLength(100);
    expect(desk.byNode).toEqual([]);
    expect(desk.watched).toEqual(Array(100).fill([200]));
  });

  test('are answered in their order, however they arrive', async () => {
    for (let i = 0; i < 50; i += 1) client.send(asking(`${i}`));
    expect(await texts(50)).toEqual(Array.from({ length: 50 }, (_, i) => `GET /question/${i} `));
    expect(desk.asked.length + desk.byNode.length).toBe(50);
  });

  test('that come in one piece are Node’s, and answered in their order', async () => {
    client.send(asking('a') + posting('b', 'body') + asking('c'));
    expect(await texts(3)).toEqual(['GET /question/a ', 'POST /question/b body', 'GET /question/c ']);
    expect(desk.byNode).toEqual(['/question/a', '/question/b', '/question/c']);
    expect(desk.asked).toEqual([]);
  });
});

describe('a connection goes to Node’s server', () => {
  test.each([
    ['what is no question', other('a'), 'other: a'],
    ['a question that is not plain', asking('a', 'TE: trailers'), 'GET /question/a '],
    ['questions in one piece', asking('a') + asking('b'), 'GET /question/a '],
  ])('with %s, and stays there', async (_what, unusual, answer) => {
    expect(await told(asking('before'))).toBe('GET /question/before ');
    expect(await told(unusual)).toBe(answer);
    client.send(asking('after')).send(posting('last', 'x'.repeat(70_000)));
    const after = await client.answers(unusual.split('HTTP/1.1').length);
    expect(after.map(({ body }) => body).slice(-2)).toEqual([
      'GET /question/after ',
      `POST /question/last ${'x'.repeat(70_000)}`,
    ]);
    expect(desk.asked).toEqual(['/question/before']);
    expect(desk.byNode.slice(-2)).toEqual(['/question/after', '/question/last']);
  });

  test('and to whoever else listens to its connections, once', async () => {
    await told(asking('a'));
    expect(desk.handedOver).toEqual([]);
    await told(other('b'));
    await told(other('c'));
    expect(desk.handedOver).toEqual([desk.socket]);
  });

  test('with what is no HTTP, which is refused as ever', async () => {
    expect((await client.send('nonsense\r\n\r\n').answer()).status).toBe(400);
    expect(await client.rest()).toBe('');
  });

  test('with a body of many pieces, none of which is lost or changes places', async () => {
    const body = Array.from({ length: 100_000 }, (_, i) => `${i},`).join('');
    expect(await told(asking('before'))).toBe('GET /question/before ');
    client.send(other(body)).send(other('b') + other('c') + asking('d'));
    expect(await texts(4)).toEqual([`other: ${body}`, 'other: b', 'other: c', 'GET /question/d ']);
  });

  test.each([
    ['GET', asking('cut', 'X-A: b')],
    ['POST', posting('cut', 'abc\r\n\r\ndef')],
    ['other', other('abc')],
  ])('with a request that comes in two pieces, wherever it is cut: %s', async (_what, whole) => {
    const expected = await told(whole);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const inPieces = await desk.connect();
      inPieces.send(whole.slice(0, cut));
      await desk.read(cut);
      inPieces.send(whole.slice(cut)).send(asking('next'));
      expect((await inPieces.answers(2)).map(({ body }) => body)).toEqual([expected, 'GET /question/next ']);
      inPieces.close();
    }
    expect(desk.byNode.length).toBeGreaterThanOrEqual(2 * (whole.length - 1));
  });
});
