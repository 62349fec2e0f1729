/** How the connections end on which plain questions are answered: with the server, with time, and with what cannot be sent. */
import type { Answer } from '../../src/direct-route';
import { asking, atOnce, FIRST, other, PlainDesk, posting, until } from './plain-desk';
import type { RawConnection } from './raw-connection';

let desk: PlainDesk;
const clients: RawConnection[] = [];
beforeEach(async () => (desk = await PlainDesk.start()));
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await desk.stop();
});

async function connect(): Promise<RawConnection> {
  const client = await desk.connect();
  clients.push(client);
  return client;
}

async function hold(): ReturnType<PlainDesk['hold']> {
  const held = await desk.hold();
  clients.push(held.client);
  return held;
}

describe('a server that stops', () => {
  test('ends the connections on which nothing is asked, at once', async () => {
    const silent = await connect();
    const answered = await connect();
    const isHeldNoMore = await hold();
    const nodes = await connect();
    await answered.send(asking('a')).answer();
    isHeldNoMore.later.give('late');
    await isHeldNoMore.client.answer();
    await nodes.send(other('a')).answer();
    await desk.fastify.close();
    for (const client of [silent, answered, isHeldNoMore.client, nodes]) expect(await client.rest()).toBe('');
  });

  test('waits for an answer under way, gives it, and ends', async () => {
    const { client, later } = await hold();
    let isClosed = false;
    const closed = desk.fastify.close().then(() => (isClosed = true));
    await until(() => !desk.fastify.server.listening);
    expect(isClosed).toBe(false);
    later.give('late');
    expect((await client.answer()).body).toBe('late');
    expect(await client.rest()).toBe('');
    await closed;
  });

  test('does not begin with what comes after that', async () => {
    const { client, later } = await hold();
    client.send(asking('second'));
    await desk.read(FIRST.length + asking('second').length);
    const closed = desk.fastify.close();
    await until(() => !desk.fastify.server.listening);
    later.give('late');
    expect(await client.answers(2)).toMatchObject([{ body: 'late' }]);
    await closed;
    expect([...desk.asked, ...desk.byNode]).toEqual(['/question/first']);
  });

  test('nor with what comes on a connection that it has ended', async () => {
    await connect();
    const closed = desk.fastify.close();
    await until(() => desk.socket.writableEnded);
    desk.socket.emit('data', Buffer.from(asking('a')));
    desk.socket.emit('data', Buffer.from(other('b')));
    await closed;
    expect([...desk.asked, ...desk.byNode]).toEqual([]);
  });

  test('has a client that comes meanwhile told so by Fastify', async () => {
    const statuses: number[] = [];
    desk.whileStopping = async () => {
      const client = await connect();
      statuses.push((await client.send(asking('a')).answer()).status);
    };
    await desk.fastify.close();
    expect(statuses).toEqual([503]);
    expect([desk.asked, desk.byNode]).toEqual([[], ['/question/a']]);
  });
});

describe('a connection that says nothing for too long is ended', () => {
  test('before its first question', async () => {
    const client = await connect();
    expect(desk.socket.timeout).toBe(desk.fastify.server.requestTimeout);
    expect(desk.socket.timeout).toBeGreaterThan(0);
    desk.socket.emit('timeout');
    expect(await client.rest()).toBe('');
  });

  test('between two, as late as Node’s server would', async () => {
    const client = await connect();
    await client.send(asking('a')).answer();
    const plain = desk.socket;
    const nodes = await connect();
    const { headers } = await nodes.send(other('b')).answer();
    expect(headers['keep-alive']).toBe('timeout=72');
    await until(() => (desk.socket.timeout ?? 0) > 0);
    expect(plain.timeout).toBe(desk.socket.timeout);
    plain.emit('timeout');
    expect(await client.rest()).toBe('');
  });

  test('but not while it waits for an answer', async () => {
    const { client, later } = await hold();
    desk.socket.emit('timeout');
    expect(desk.socket.destroyed).toBe(false);
    later.give('late');
    expect((await client.answer()).body).toBe('late');
    expect((await client.send(asking('next')).answer()).body).toBe('GET /question/next ');
    desk.socket.emit('timeout');
    expect(await client.rest()).toBe('');
  });

  test('and by Node’s clock alone once it is Node’s', async () => {
    const client = await connect();
    const body = 'x'.repeat(100);
    client.send(posting('a', body).slice(0, -1));
    await until(() => desk.handedOver.length === 1);
    expect(desk.socket.timeout).toBe(0);
    client.send('x');
    expect((await client.answer()).body).toBe(`POST /question/a ${body}`);
  });
});

test('all connections are closed by whom they belong to', async () => {
  const mine = await connect();
  await mine.send(asking('a')).answer();
  const nodes = await connect();
  nodes.send(other('a').slice(0, -1));
  await until(() => desk.handedOver.length === 1);
  desk.fastify.server.closeAllConnections();
  expect(await mine.rest()).toBe('');
  expect(await nodes.rest()).toBe('');
});

describe('an answer that cannot be sent', () => {
  const UNSAFE: Answer = { status: 200, headers: ['x-name', 'secret\r\nx-injected: yes'], body: '' };
  const failures = () => desk.log.split('\n').filter((line) => line.includes('A request failed.'));

  test('is not sent: the connection is cut, and the log has why', async () => {
    const client = await connect();
    desk.reply = () => UNSAFE;
    expect(await client.send(asking('a')).rest()).toBe('');
    await until(() => desk.socket.closed);
    expect(failures()).toHaveLength(1);
    expect(JSON.parse(failures()[0]!)).toMatchObject({ level: 50, reqId: expect.stringMatching(/\w{20,}/) });
    expect(desk.log).toContain('x-name');
    expect(desk.log).not.toContain('secret');
    expect(desk.watched).toEqual([[null]]);
  });

  test('nor is it where it comes later, and what was asked behind it is not begun with', async () => {
    const client = await connect();
    let give: (answer: Answer) => void = () => undefined;
    desk.reply = () => new Promise((resolve) => (give = resolve));
    client.send(FIRST);
    await until(() => desk.asked.length === 1);
    desk.reply = atOnce;
    client.send(asking('second'));
    await desk.read(FIRST.length + asking('second').length);
    give(UNSAFE);
    expect(await client.rest()).toBe('');
    await until(() => desk.socket.closed);
    expect(failures()).toHaveLength(1);
    expect(desk.asked).toEqual(['/question/first']);
    expect(desk.watched).toEqual([[null]]);
  });

  test('nor is anything begun with that has come behind it already', async () => {
    const { client, later } = await hold();
    client.send(asking('second'));
    await desk.read(FIRST.length + asking('second').length);
    client.send(asking('third'));
    await desk.read(FIRST.length + asking('second').length + asking('third').length);
    desk.reply = () => UNSAFE;
    later.give('late');
    expect(await client.answers(3)).toMatchObject([{ body: 'late' }]);
    await until(() => desk.socket.closed);
    expect(desk.asked).toEqual(['/question/first', '/question/second']);
    expect(desk.byNode).toEqual([]);
  });
});

test.each(['debug', 'trace'])(
  'at log level %s, where each request has its line, nothing is answered so',
  async (level) => {
    const talkative = await PlainDesk.start(level);
    const client = await talkative.connect();
    clients.push(client);
    expect((await client.send(asking('a')).answer()).body).toBe('GET /question/a ');
    expect([talkative.asked, talkative.byNode]).toEqual([[], ['/question/a']]);
    client.close();
    await talkative.stop();
  },
);
