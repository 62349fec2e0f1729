/** Asks PostgreSQL for postgres-thread: a thread of its own, so that whoever asks can stand still meanwhile. */
import { workerData } from 'node:worker_threads';
import pg from 'pg';

const { port, answered } = workerData;

// As SQLite answers them.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.BOOL, (text) => (text === 't' ? 1 : 0));

/** Connections by their URL. */
const clients = new Map();

async function connected(url) {
  const known = clients.get(url);
  if (known !== undefined) return known;
  const client = new pg.Client({
    connectionString: url,
    application_name: 'test',
    statement_timeout: 10_000,
    // Several statements are sent at once: most of what a small one takes is the way.
    pipeline: true,
  });
  // Lost with the server; whoever asks next is told.
  client.on('error', () => clients.delete(url));
  await client.connect();
  clients.set(url, client);
  return client;
}

/** The rows of each statement; several are run together or not at all. */
async function run(url, statements) {
  const client = await connected(url);
  if (statements.length === 1) return [(await client.query(...statements[0])).rows];
  const sent = [['BEGIN'], ...statements, ['COMMIT']].map((statement) => client.query(...statement));
  // What follows a failure fails for that alone, and the transaction is rolled back at its end.
  const outcomes = await Promise.allSettled(sent);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return outcomes.slice(1, -1).map(({ value }) => value.rows);
}

function forget(url) {
  const client = clients.get(url);
  clients.delete(url);
  client?.end().catch(() => undefined);
}

async function answer({ id, url, statements }) {
  try {
    // Text, since what is copied between threads has prototypes of another realm than the tests'.
    return { id, rows: JSON.stringify(await run(url, statements)) };
  } catch (error) {
    return { id, error: error.message };
  }
}

port.on('message', async (request) => {
  if (request.forget !== undefined) {
    forget(request.forget);
    return;
  }
  port.postMessage(await answer(request));
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});
