/** A data folder in which every table has rows, made over the API by a server on SQLite. */
import Database from 'better-sqlite3';
import { SYSTEM_PERMISSIONS } from '../../src/access/permissions';
import { addOwner } from '../api/walls/two-organizations';
import { furnish } from '../api/walls/furnish';
import { ServerProcess } from '../http/server-process';
import { Seed } from '../support/seed';

export const PASSWORD = 'correct horse battery staple';
/** Outside the basic plane, joined, composed, quoted, and with what separates lines elsewhere. */
export const UNUSUAL = `Zoe\u0308 𝕏 👩🏽‍🚀 "quoted" 'too' \\back\\ {a,b} ￿`;

export interface FullDatabase {
  readonly rootToken: string;
  /** Tokens of each kind and a session, all of which work. */
  readonly working: readonly string[];
  /** One that was revoked, one that may be used from elsewhere, one of an organization that was removed. */
  readonly refused: readonly string[];
}

export async function fill(data: string): Promise<FullDatabase> {
  const settings = { TOLLGATE_AUDIT_USAGE: 'every', TOLLGATE_AUDIT_FILE: `${data}-audit.ndjson` };
  const server = await ServerProcess.start(data, { ...settings, TOLLGATE_ROOT_PASSWORD: PASSWORD });
  const { root, rootToken } = server;
  const seed = new Seed(root);
  const user = await seed.user('first-reader', { fullName: UNUSUAL, email: 'first@example.com' });
  const personal = await seed.personalTokenOf(user);
  const system = await seed.systemToken(SYSTEM_PERMISSIONS, { name: 'first-system-token' });
  const { organization } = await root.ask('{ organization { id name } }');
  const first = await furnish('first', root, organization, user, personal, { system });
  await root.ask(
    'mutation ($description: String!) { updateDescriptionForSearchDomain(name: "first-view", newDescription: $description) { __typename } }',
    { description: `${UNUSUAL}\n\u2028\t` },
  );

  // Disabled, so that nothing is tried any more while the tests compare what was moved.
  await root.ask(
    'mutation ($id: String!) { sendTestWebhookEvent(input: { id: $id }) { id } updateWebhook(input: { id: $id, enabled: false }) { id } }',
    { id: first.things.webhook.id },
  );

  const { createEmptyOrganization } = await root.ask(
    'mutation ($name: String!) { createEmptyOrganization(name: $name) { id name } }',
    { name: UNUSUAL },
  );
  const owner = await addOwner(root, createEmptyOrganization, 'second-owner');
  const reader = await new Seed(owner.client).user('second-reader');
  await furnish('second', owner.client, createEmptyOrganization, reader, owner, { system });

  const removed = await root.ask('mutation { createEmptyOrganization(name: "short-lived") { id name } }');
  const ofRemovedOrganization = await addOwner(root, removed.createEmptyOrganization, 'third-owner');
  await root.ask('mutation ($id: String!) { removeOrganization(organizationId: $id) }', {
    id: removed.createEmptyOrganization.id,
  });

  const revoked = await seed.organizationToken('ViewUsage', { name: 'revoked' });
  await root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: revoked.id });
  const elsewhere = await seed.ipFilter('allow 192.0.2.0/24\ndeny all', 'elsewhere');
  const refusedByFilter = await seed.organizationToken('ViewUsage', { ipFilterId: elsewhere.id });
  const expiring = await seed.organizationToken(['ViewUsage', 'ManageUsers'], {
    name: UNUSUAL,
    expireAt: Date.now() + 3_600_000,
  });
  const session = await logIn(server.url);
  await until(() => isSealedAndForwarded(server.file('tollgate.sqlite')));
  await stopped(server);

  // Counted entries stay open for a minute: what is moved now is in part not sealed yet.
  const again = await ServerProcess.start(data);
  const working = [
    ...[rootToken, session, personal.token, owner.token, system.token, expiring.token],
    ...Object.values(first.actors).map(({ client }) => client.token ?? ''),
  ];
  for (const token of working) await again.root.as(token).ask('{ meta { version } }');
  await again.root.as(revoked.token).send('{ meta { version } }');
  await stopped(again);
  putWhatServersOnPostgresWrite(again.file('tollgate.sqlite'));
  return {
    rootToken,
    working,
    refused: [revoked.token, refusedByFilter.token, ofRemovedOrganization.token],
  };
}

async function logIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'root', password: PASSWORD }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** What servers that share a database tell each other, and a row of it that is gone. */
function putWhatServersOnPostgresWrite(file: string): void {
  const database = new Database(file);
  database.exec(
    `INSERT INTO change (scopes) VALUES ('["everything"]'), ('[]'); DELETE FROM change WHERE scopes = '[]'`,
  );
  database.close();
}

function isSealedAndForwarded(file: string): boolean {
  const database = new Database(file, { readonly: true });
  try {
    const count = (sql: string) => database.prepare<[], number>(sql).pluck().get();
    return (
      count('SELECT count(*) FROM audit_entry WHERE sealNumber IS NULL') === 0 &&
      count('SELECT count(*) FROM audit_delivery') === 1 &&
      count('SELECT count(*) FROM token_use') !== 0
    );
  } finally {
    database.close();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 100));
}

export async function stopped(server: ServerProcess): Promise<void> {
  server.kill('SIGTERM');
  await server.exit;
}
