/**
 * How long a page of the audit log takes among millions of entries: `node bench/audit-entries.mjs [entries]`
 * after `npm run build`. Fills a database of its own, reads pages over GraphQL, prints milliseconds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import 'reflect-metadata';
import Database from 'better-sqlite3';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createApp } = require('../dist/src/app.js');
const { loadConfig } = require('../dist/src/config.js');
const { createLogger } = require('../dist/src/logger.js');
const { readFileSync } = require('node:fs');

const ENTRIES = Number(process.argv[2] ?? 5_000_000);
const PAGES = 200;

const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-bench-'));
const config = { ...loadConfig({ PORT: '0', HOST: '127.0.0.1', TOLLGATE_DATA: folder }), bcryptCost: 4 };
const app = await createApp(config, {
  clock: { now: () => Date.now() },
  log: createLogger('error', { write: () => undefined }),
});
try {
  fill();
  const url = await app.listen();
  const token = readFileSync(config.localAdminTokenFile, 'utf8').trim();
  const ask = async (args) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ auditEntries(${args}limit: 50) { nextCursor entries { id time type details actor { tokenName } } } }`,
      }),
    });
    const { data, errors } = await response.json();
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data.auditEntries;
  };
  for (const [what, filter] of [
    ['newest', ''],
    ['of one token', 'filter: { actorTokenId: "token-7" }, '],
    ['refused', 'filter: { outcome: refused }, '],
    ['of one type', 'filter: { type: "user.create" }, '],
    ['from one address', 'filter: { clientAddress: "10.0.0.7" }, '],
    ['before the middle', `filter: { to: ${Date.now() - (ENTRIES / 2) * 1_000} }, `],
  ]) {
    const times = [];
    let cursor = '';
    for (let i = 0; i < PAGES; i++) {
      const start = performance.now();
      const page = await ask(`${filter}${cursor}`);
      times.push(performance.now() - start);
      cursor = page.nextCursor === null ? '' : `cursor: "${page.nextCursor}", `;
    }
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(2);
    console.log(`${what.padEnd(20)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`);
  }
} finally {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
}

function fill() {
  const database = new Database(config.databaseFile);
  database.pragma('synchronous = OFF');
  const { id } = database.prepare('SELECT id FROM organization').get();
  const insert = database.prepare(
    `INSERT INTO audit_entry (id, time, type, outcome, organizationId, actorType, actorTokenId, actorTokenName, clientAddress, targetType, targetId, details, count, lastTime, mac, chain, sealNumber, sealHash)
     VALUES (?, ?, ?, ?, ?, 'organizationPermissionToken', ?, ?, ?, 'user', ?, '{"userId":"x","userName":"y"}', 1, ?, '', ?, ?, '')`,
  );
  const now = Date.now();
  const start = performance.now();
  for (let from = 0; from < ENTRIES; from += 100_000) {
    database.transaction(() => {
      for (let i = from; i < Math.min(ENTRIES, from + 100_000); i++) {
        const time = now - (ENTRIES - i) * 1_000;
        const type = i % 50 === 0 ? 'user.create' : 'hashedtokens.use';
        const outcome = i % 100 === 0 ? 'refused' : 'succeeded';
        insert.run(
          `entry-${i}`,
          time,
          type,
          outcome,
          id,
          `token-${i % 1_000}`,
          'token',
          `10.0.0.${i % 250}`,
          `target-${i % 10_000}`,
          time,
          id,
          i + 1_000,
        );
      }
    })();
  }
  database.close();
  console.log(`${ENTRIES} entries written in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
}
