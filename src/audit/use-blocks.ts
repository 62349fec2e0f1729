/**
 * An entry for every use, on the disk before the use is answered. What waits for the disk at the same moment is
 * written as one row of the audit log: see use-block.
 */
import type { EntityManager } from 'typeorm';
import type { Origin } from '../access/principal';
import { newIdSeries } from '../kernel/ids';
import type { PendingCommit } from '../kernel/pending-commit';
import type { Store } from '../kernel/store';
import { together } from '../kernel/together';
import { AuditEntryEntity } from './audit-entry.entity';
import type { ActedFrom } from './actor';
import type { AuditEvent } from './audit-event';
import type { AuditKey } from './audit-key';
import type { AuditLog } from './audit-log';
import { GatheredWrites } from './gathered-writes';
import { blockOf, GREATEST_SPAN_MS, type WrittenBlock } from './use-block';
import { UseBlockEntity } from './use-block.entity';
import { UseIndexEntity } from './use-index.entity';
import { UseKind } from './use-kind';
import { blockText, type ShapedUse } from './use-shape';
import { secondOf } from './use-term';

/** Few enough that whoever looks for one of them need not read much. */
const GREATEST_BLOCK = 256;

interface Use extends ShapedUse {
  readonly kind: UseKind;
  /** In which the index has it. */
  second: number;
}

/** Uses of one organization, close to each other. */
interface Collected {
  readonly uses: Use[];
  earliest: number;
  latest: number;
}

export class UseBlocks {
  private readonly writes: GatheredWrites<Use>;

  constructor(
    store: Store,
    private readonly auditLog: AuditLog,
    private readonly key: AuditKey,
  ) {
    this.writes = new GatheredWrites<Use>(store, {
      write: (manager, uses) => this.write(manager, uses),
      written: (uses) => {
        for (const { kind, second } of uses) kind.indexedIn = second;
      },
    });
  }

  /** What all uses have alike that are told of so. */
  kindOf(by: ActedFrom, event: AuditEvent): UseKind {
    return new UseKind(this.auditLog.entry(by, event, 'succeeded'));
  }

  /**
   * What is over once the entry is committed, or cannot be written.
   *
   * @param now milliseconds since the epoch.
   */
  append(kind: UseKind, now: number, origin: Origin): PendingCommit {
    const { requestId, userAgent } = origin;
    const shape = kind.shape(userAgent);
    return this.writes.add({ kind, shape, time: now, requestId, second: -1 });
  }

  private async write(manager: EntityManager, uses: readonly Use[]): Promise<void> {
    const blocks: WrittenBlock[] = [];
    const terms = new Map<string, UseIndexEntity>();
    for (const [organizationId, { uses: members, latest }] of collected(uses)) {
      const text = blockText(members, newIdSeries(latest));
      blocks.push(blockOf(organizationId, text, members.length, latest, this.key));
      const second = secondOf(latest);
      for (const use of members) {
        use.second = second;
        if (use.kind.indexedIn === second) continue;
        for (const term of use.kind.terms)
          terms.set(`${organizationId} ${second} ${term}`, { organizationId, term, second });
      }
    }
    await together(
      manager.insert(
        AuditEntryEntity,
        blocks.map(({ row }) => row),
      ),
      manager.insert(
        UseBlockEntity,
        blocks.map(({ block }) => block),
      ),
      // Others may have found the same in the same second.
      manager.insert(UseIndexEntity, [...terms.values()]),
    );
  }
}

/** Each with its organization, in the order in which they came. */
function collected(uses: readonly Use[]): [string, Collected][] {
  const all: [string, Collected][] = [];
  const open = new Map<string, Collected>();
  let [last, block]: [string | null, Collected | undefined] = [null, undefined];
  for (const use of uses) {
    const { organizationId } = use.kind;
    // Mostly all of them are of one.
    if (organizationId !== last) block = open.get(organizationId);
    last = organizationId;
    if (block === undefined || !fits(block, use.time)) {
      block = { uses: [], earliest: use.time, latest: use.time };
      open.set(organizationId, block);
      all.push([organizationId, block]);
    }
    block.uses.push(use);
    block.earliest = Math.min(block.earliest, use.time);
    block.latest = Math.max(block.latest, use.time);
  }
  return all;
}

/** Also where the clock was set back. */
function fits({ uses, earliest, latest }: Collected, time: number): boolean {
  return uses.length < GREATEST_BLOCK && Math.max(latest, time) - Math.min(earliest, time) < GREATEST_SPAN_MS;
}
