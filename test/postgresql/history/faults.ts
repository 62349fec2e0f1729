/** What happens to servers and database while clients work, one thing after the other. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerProcess } from '../../http/server-process';
import type { PostgresCluster } from '../../support/postgres-cluster';
import type { TcpProxy } from '../../support/tcp-proxy';
import type { Random } from './random';
import type { History } from './recorded';

export interface Plant {
  readonly cluster: PostgresCluster;
  readonly proxies: readonly TcpProxy[];
  readonly servers: ServerProcess[];
  /** Starts another process in the place of the one that was killed. */
  readonly revive: (index: number) => Promise<ServerProcess>;
}

type Fault = (plant: Plant, index: number, random: Random) => Promise<void>;

const FAULTS: Readonly<Record<string, Fault>> = {
  async 'kill a server'({ servers, revive }, index) {
    servers[index]!.kill('SIGKILL');
    await servers[index]!.exit;
    servers[index] = await revive(index);
  },
  async 'stop a server for a while'({ servers }, index, random) {
    servers[index]!.kill('SIGSTOP');
    await wait(500 + random.below(1_500));
    servers[index]!.kill('SIGCONT');
  },
  'cut a server’s connections'({ proxies }, index) {
    proxies[index]!.cut();
    return Promise.resolve();
  },
  async 'keep a server from connecting'({ proxies }, index, random) {
    proxies[index]!.refuse();
    await wait(200 + random.below(1_800));
    proxies[index]!.refuse(false);
  },
  async 'keep a server from hearing of changes'({ proxies }, index, random) {
    proxies[index]!.refuse(true, 'tollgate feed');
    await wait(200 + random.below(2_500));
    proxies[index]!.refuse(false);
  },
  async 'lose the answer to a commit'({ proxies }, index) {
    await Promise.race([proxies[index]!.loseAnswerTo('COMMIT'), wait(500)]);
    // Else it might be that of a server which only starts, and which is right to give up then.
    proxies[index]!.loseNone();
  },
  async 'freeze the database'({ cluster }, _index, random) {
    cluster.freeze();
    await wait(200 + random.below(1_500));
    cluster.thaw();
  },
  async 'restart the database'({ cluster }) {
    await cluster.restart();
  },
  async 'crash the database'({ cluster }) {
    await cluster.kill();
    await cluster.restart();
  },
};

const MINUTE_MS = 60_000;

/** What takes too long for histories of seconds. */
const LONG_FAULTS: Readonly<Record<string, Fault>> = {
  async 'leave the database down for a minute'({ cluster }) {
    await cluster.kill();
    await wait(MINUTE_MS);
    await cluster.restart();
  },
};

/**
 * Goes on until told to stop, and leaves everything running.
 * @param isLong whether there is time for faults that last a minute.
 */
export async function injectFaults(
  plant: Plant,
  random: Random,
  history: History,
  goesOn: () => boolean,
  isLong: boolean,
): Promise<void> {
  const faults = { ...FAULTS, ...(isLong ? LONG_FAULTS : {}) };
  const names = Object.keys(faults);
  // Each once before any comes again.
  let left: string[] = [];
  while (goesOn()) {
    if (left.length === 0) left = [...names];
    const [name] = left.splice(random.below(left.length), 1);
    const index = random.below(plant.servers.length);
    history.faults.push(`${name} (${index})`);
    await faults[name!]!(plant, index, random);
    await wait(300 + random.below(700));
  }
}
