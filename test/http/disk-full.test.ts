/** A server whose disk is full says so, loses nothing that it acknowledged, and goes on once there is room. */
import path from 'node:path';
import Database from 'better-sqlite3';
import { describeWithSmallDisk, SmallDisk } from '../support/small-disk';
import { buildServer } from '../support/built-server';
import { ServerProcess } from './server-process';

const create = (name: string) =>
  `mutation { createOrganizationPermissionsToken(input: { name: "${name}", permissions: [ViewUsage] }) }`;

let disk: SmallDisk;
let server: ServerProcess;

describeWithSmallDisk('on a disk without room', () => {
  beforeAll(buildServer, 180_000);
  beforeEach(async () => {
    disk = new SmallDisk(8);
    server = await ServerProcess.start(path.join(disk.path, 'data'));
  });
  afterEach(async () => {
    await server.end();
    disk.remove();
  });

  function names(): string[] {
    const database = new Database(server.file('tollgate.sqlite'), { readonly: true });
    try {
      const rows = database.prepare(`SELECT name FROM token WHERE kind = 'organization' ORDER BY name`);
      return rows.pluck().all() as string[];
    } finally {
      database.close();
    }
  }

  test('changes are refused with a clear error until there is room, and what was acknowledged is there', async () => {
    const { root } = server;
    await root.ask('{ viewer { id } }');
    const acknowledged: string[] = [];
    for (; acknowledged.length < 5; acknowledged.push(`before-${acknowledged.length}`))
      await root.ask(create(`before-${acknowledged.length}`));

    disk.fill();
    // Within the database's own files there is room for some: each is either made or refused as a whole.
    let refused = 0;
    for (let i = 0; i < 60; i++) {
      const answer = await root.send(create(`full-${i}`));
      if (answer.errors.length === 0) {
        acknowledged.push(`full-${i}`);
        continue;
      }
      refused += 1;
      expect([answer.status, answer.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect(answer.errors[0]!.message).toBe(
        'The disk of the database is full: nothing was changed. Reading goes on.',
      );
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }

    expect(refused).toBeGreaterThan(0);

    disk.makeRoom();
    for (let i = 0; i < 5; i++) {
      await root.ask(create(`after-${i}`));
      acknowledged.push(`after-${i}`);
    }
    acknowledged.sort();
    expect(names()).toEqual(acknowledged);
    const created = server.audit({ type: 'hashedtokens.change', outcome: 'succeeded' });
    expect(
      created
        .map(({ details }) => details.tokenName)
        .filter((name: string) => acknowledged.includes(name))
        .sort(),
    ).toEqual(acknowledged);
  });

  test('killed there and started again with room, it has what it acknowledged', async () => {
    await server.root.ask(create('kept'));
    disk.fill();
    while ((await server.root.send(create('filling'))).errors.length === 0);
    server.kill('SIGKILL');
    await server.exit;
    disk.makeRoom();
    server = await ServerProcess.start(server.dataDirectory);
    await server.root.ask(create('after'));
    expect(names()).toEqual(expect.arrayContaining(['after', 'kept']));
  });
});
