/**
 * Uses that differ in nothing but when they were, which request it was and how its client calls itself: the text of
 * their entries is worked out once.
 */
import type { Json } from '../kernel/canonical-json';
import { newId } from '../kernel/ids';
import type { AuditEntryEntity } from './audit-entry.entity';
import { canonicalEntry, membersOf, sealedFields, type SealedFields } from './entry-seal';
import { keptUserAgent } from './kept-user-agent';
import { UseShape } from './use-shape';
import { termsOf } from './use-term';

/** Stands in the text where each use has something of its own. Drawn, so that nobody can name a token so. */
const MARK = newId();
const QUOTED_MARK = `"${MARK}"`;

export class UseKind {
  readonly organizationId: string;
  /** What such uses are found by. */
  readonly terms: readonly string[];
  /** The last second, since the epoch, for which the index has the terms. */
  indexedIn = -1;
  private readonly fields: SealedFields;
  /** Most come from the same client as the one before. */
  private last: { readonly userAgent: string | null; readonly shape: UseShape } | null = null;

  /** @param entry of one of them, with an organization and a request. */
  constructor(entry: AuditEntryEntity) {
    const { organizationId } = entry;
    if (organizationId === null) throw new Error('A use belongs to an organization.');
    this.organizationId = organizationId;
    this.terms = termsOf(entry);
    const { userAgent: _, ...fields } = sealedFields(entry);
    this.fields = fields;
  }

  /** Of those whose client calls itself so. */
  shape(userAgent: string | null): UseShape {
    if (this.last !== null && this.last.userAgent === userAgent) return this.last.shape;
    const kept = keptUserAgent(userAgent);
    const shape = this.newShape(kept === null ? {} : { userAgent: kept });
    // A copy: what came with a request would keep all of its head in memory. One that was cut is not known again.
    if (kept === userAgent) this.last = { userAgent: kept, shape };
    return shape;
  }

  private newShape(agent: Record<string, Json>): UseShape {
    const values: string[] = [];
    const marked = (name: string): Record<string, Json> => {
      const value = membersOf(this.fields['actor'])[name];
      if (typeof value !== 'string') return {};
      values.push(value);
      return { [name]: MARK };
    };
    // In the order of RFC 8785, which is the alphabet's: tokenId, tokenName; id, lastTimestamp, requestId, timestamp.
    const actor = { ...membersOf(this.fields['actor']), ...marked('tokenId'), ...marked('tokenName') };
    const own = { id: MARK, lastTimestamp: MARK, requestId: MARK, timestamp: MARK };
    const parts = canonicalEntry({ ...this.fields, ...agent, actor, ...own }).split(QUOTED_MARK);
    return new UseShape(parts, values);
  }
}
