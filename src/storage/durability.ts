/** Whether the database keeps what it has acknowledged when its machine fails: its administrator decides. */
import type { EntityManager } from 'typeorm';
import type { Log } from '../kernel/log';

const LOSSES: readonly { readonly setting: string; readonly value: string; readonly what: string }[] = [
  { setting: 'fsync', value: 'off', what: 'a crash of its machine may destroy the whole database' },
  {
    setting: 'full_page_writes',
    value: 'off',
    what: 'a crash of its machine may destroy the whole database',
  },
  {
    setting: 'synchronous_commit',
    value: 'off',
    what: 'a crash of the database may lose changes that were acknowledged, revocations of tokens among them',
  },
];

/** Says so in the log, once at each start. */
export async function warnOfLosses(manager: EntityManager, log: Log): Promise<void> {
  for (const { setting, value, what } of LOSSES) {
    const [row] = await manager.query<{ value: string }[]>('SELECT current_setting($1) AS value', [setting]);
    if (row?.value === value) log.warn({}, `The database has ${setting} = ${value}: ${what}.`);
  }
}
