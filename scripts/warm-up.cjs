/**
 * `node warm-up.cjs FILE`: starts a packed server with a data folder of its own, asks it something, and writes what
 * V8 has compiled for that. Started by pack.mjs.
 */
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { loadPack } = require('../dist/src/packed-modules.js');

async function warmUp(target) {
  const { script, modules } = loadPack();
  const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-pack-'));
  try {
    const config = modules.config().loadConfig({ HOST: '127.0.0.1', PORT: '0', TOLLGATE_DATA: folder });
    const surroundings = {
      clock: modules['kernel/clock']().systemClock,
      log: modules.logger().createLogger('silent'),
    };
    const app = await modules.app().createApp(config, surroundings);
    const address = await app.listen();
    await ask(address, readFileSync(config.localAdminTokenFile, 'utf8').trim());
    writeFileSync(target, script.createCachedData());
    await app.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(address, token) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { username } }' }),
  });
  const ready = await fetch(`${address}/health/ready`);
  if (!response.ok || !ready.ok) throw new Error(`It answered ${response.status} and ${ready.status}.`);
}

warmUp(process.argv[2]).then(
  () => process.exit(),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
