/** An answer to a plain question that has to be waited for, or that its client is slow to take or does not live to see. */
import { textAnswer } from '../../src/http/answer';
import { asking, atOnce, FIRST, type Later, other, PlainDesk, posting, until } from './plain-desk';
import type { RawConnection } from './raw-connection';

let desk: PlainDesk;
beforeEach(async () => (desk = await PlainDesk.start()));
afterEach(async () => {
  client.close();
  await desk.stop();
});

let client: RawConnection;

const texts = async (count: number) => (await client.answers(count)).map(({ body }) => body);

describe('an answer that comes later', () => {
  let later: Later;
  beforeEach(async () => ({ client, later } = await desk.hold()));

  test('holds the next question back', async () => {
    const second = posting('second', 'x');
    client.send(second);
    await desk.read(FIRST.length + second.length);
    expect(desk.asked).toEqual(['/question/first']);
    later.give('late');
    expect(await texts(2)).toEqual(['late', 'POST /question/second x']);
    expect(desk.byNode).toEqual([]);
  });

  test('comes before those to all that came meanwhile, by whichever way they are answered', async () => {
    const body = Array.from({ length: 60_000 }, (_, i) => `${i},`).join('');
    client
      .send(other('a'))
      .send(asking('b'))
      .send(other(body))
      .send(asking('c') + asking('d'));
    await desk.read(FIRST.length + other('a').length);
    expect(desk.byNode).toEqual([]);
    later.give('late');
    const all = [
      'late',
      'other: a',
      'GET /question/b ',
      `other: ${body}`,
      'GET /question/c ',
      'GET /question/d ',
    ];
    expect(await texts(6)).toEqual(all);
  });

  const SECOND = other('abc');

  test.each(Array.from({ length: SECOND.length - 1 }, (_, i) => i + 1))(
    'does not hurt what comes in two pieces meanwhile, cut at %i',
    async (cut) => {
      client.send(SECOND.slice(0, cut));
      await desk.read(FIRST.length + cut);
      client.send(SECOND.slice(cut) + asking('third'));
      await desk.read(FIRST.length + SECOND.length + asking('third').length);
      expect(desk.byNode).toEqual([]);
      later.give('late');
      expect(await texts(3)).toEqual(['late', 'other: abc', 'GET /question/third ']);
    },
  );

  test('is dropped without a word where the client has gone', async () => {
    client.socket.resetAndDestroy();
    await until(() => desk.socket.destroyed);
    expect(desk.watched).toEqual([[]]);
    later.give('late');
    await until(() => desk.watched[0]!.length > 0);
    expect(desk.watched).toEqual([[null]]);
    expect(desk.log).not.toMatch(/"level":[456]0/);
  });

  test('is the last where the client has gone, whatever else it had asked', async () => {
    client.send(asking('second'));
    await desk.read(FIRST.length + asking('second').length);
    client.socket.resetAndDestroy();
    await until(() => desk.socket.destroyed);
    later.give('late');
    await until(() => desk.watched[0]!.length > 0 && desk.socket.closed);
    expect(desk.asked).toEqual(['/question/first']);
  });
});

describe('a client that has said all it has to say', () => {
  test('gets its answer, and then the end', async () => {
    client = await desk.connect();
    client.socket.end(asking('a'));
    expect(await texts(2)).toEqual(['GET /question/a ']);
    expect(await client.rest()).toBe('');
  });

  test('gets an answer that comes later', async () => {
    const held = await desk.hold();
    ({ client } = held);
    client.socket.end();
    await until(() => desk.socket.readableEnded);
    held.later.give('late');
    expect(await texts(2)).toEqual(['late']);
    expect(await client.rest()).toBe('');
    await until(() => desk.socket.closed);
  });

  test('gets the answers to all that it had asked', async () => {
    const held = await desk.hold();
    ({ client } = held);
    client.send(asking('second'));
    await desk.read(FIRST.length + asking('second').length);
    client.socket.end();
    held.later.give('late');
    expect(await texts(3)).toEqual(['late', 'GET /question/second ']);
    expect(await client.rest()).toBe('');
    await until(() => desk.socket.closed);
  });

  test('keeps no connection open that has gone to Node’s server meanwhile', async () => {
    const held = await desk.hold();
    ({ client } = held);
    client.send(other('a')).socket.end();
    await desk.read(FIRST.length + other('a').length);
    held.later.give('late');
    expect(await texts(1)).toEqual(['late']);
    await client.rest();
    await until(() => desk.socket.closed);
    expect(desk.byNode).toEqual(['/other']);
  });

  test('and nothing but the end where it has asked nothing', async () => {
    client = await desk.connect();
    client.socket.end();
    expect(await client.rest()).toBe('');
    await until(() => desk.socket.closed);
  });
});

/** More than the system takes between two ends of a connection. */
const HUGE = 'x'.repeat(32_000_000);

describe('a client that reads nothing', () => {
  beforeEach(async () => {
    client = await desk.connect();
    client.socket.pause();
    desk.reply = () => textAnswer(200, [], HUGE);
    client.send(FIRST);
    await until(() => desk.asked.length === 1);
    desk.reply = atOnce;
  });

  test('is asked nothing more before it has read', async () => {
    client.send(asking('second'));
    await desk.read(FIRST.length + asking('second').length);
    expect(desk.asked).toEqual(['/question/first']);
    expect(desk.socket.isPaused()).toBe(true);
    client.socket.resume();
    const [first, second] = await texts(2);
    expect(first === HUGE).toBe(true);
    expect(second).toBe('GET /question/second ');
    expect((await client.send(asking('third')).answer()).body).toBe('GET /question/third ');
    expect(desk.byNode).toEqual([]);
  });

  test('nor does Node’s server get its connection before', async () => {
    client.send(other('second'));
    await desk.read(FIRST.length + other('second').length);
    expect(desk.handedOver).toEqual([]);
    client.socket.resume();
    const [first, second] = await texts(2);
    expect(first === HUGE).toBe(true);
    expect(second).toBe('other: second');
  });

  test('and keeps its server no longer than others do when that closes all connections', async () => {
    const closed = desk.fastify.close();
    await until(() => desk.socket.writableEnded);
    desk.fastify.server.closeAllConnections();
    await closed;
    expect(desk.socket.destroyed).toBe(true);
  });
});
