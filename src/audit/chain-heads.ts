/** How far each chain of the audit log reaches. */
import type { EntityManager } from 'typeorm';
import { GIVEN, PreparedQuery } from '../kernel/prepared-query';
import { valueRows } from '../kernel/value-rows';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import type { SignedCheckpoint } from './checkpoint';
import { genesisHash } from './entry-seal';

export interface Head {
  /** The place of the last entry. */
  readonly number: number;
  /** Its hash, hex. */
  readonly hash: string;
}

/** By their chains: see AuditEntryEntity.chain. */
export type Heads = ReadonlyMap<string, Head>;

const HEAD = new PreparedQuery<Head>((manager) =>
  manager
    .createQueryBuilder(AuditCheckpointEntity, 'head')
    .select('head.number', 'number')
    .addSelect('head.hash', 'hash')
    .where('head.chain = :chain', { chain: GIVEN })
    .andWhere(`head.kind = 'head'`),
);

export async function headsOf(manager: EntityManager, chains: Iterable<string>): Promise<Heads> {
  const heads = new Map<string, Head>();
  for (const chain of chains) {
    const [head] = await HEAD.rows(manager, [chain]);
    heads.set(chain, head ?? { number: 0, hash: genesisHash(chain) });
  }
  return heads;
}

export function areSameHeads(some: Heads, others: Heads): boolean {
  return (
    some.size === others.size &&
    [...some].every(([chain, { number, hash }]) => {
      const other = others.get(chain);
      return other?.number === number && other.hash === hash;
    })
  );
}

const TYPES = ['text', 'text', 'bigint', 'text', 'bigint', 'text', 'text'] as const;

/** Each in the place of the one before. */
export async function writeHeads(manager: EntityManager, heads: readonly SignedCheckpoint[]): Promise<void> {
  const rows = heads.map(
    ({ chain, kind, number, hash, time, keyId, signature }) =>
      [chain, kind, number, hash, time, keyId, signature] as const,
  );
  for (const { places, parameters } of valueRows(manager, TYPES, rows))
    await manager.query(
      `INSERT INTO audit_checkpoint(chain, kind, number, hash, time, "keyId", signature) VALUES ${places}
       ON CONFLICT (chain, kind) DO UPDATE SET number = excluded.number, hash = excluded.hash,
         time = excluded.time, "keyId" = excluded."keyId", signature = excluded.signature`,
      [...parameters],
    );
}
