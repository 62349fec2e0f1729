/** The audit log's account of who was refused and who came in, however the question came. */
import { LRUCache } from 'lru-cache';
import { tokenIdOf, type Caller, type Origin, type Principal } from '../access/principal';
import { actedBy, actedByNobody } from '../audit/actor';
import type { AuditEvent } from '../audit/audit-event';
import type { CountedEntries, OpenEntry } from '../audit/counted-entries';
import type { UseBlocks } from '../audit/use-blocks';
import { UseKind } from '../audit/use-kind';
import type { Clock } from '../kernel/clock';
import type { PendingCommit } from '../kernel/pending-commit';
import { withoutTokenStrings } from '../kernel/redaction';
import type { TokenUses } from '../tokens/token-uses';
import { RepeatedUses, type VerifiedFor } from './repeated-uses';
import type { RefusalReason, RefusedVerdict } from './verdict';

/** From one address, as one service tells of them, at tokens that there are and at such that there are not. */
interface Guesses {
  readonly clientAddress: string | null;
  readonly verifiedBy: string | null;
  readonly entry: OpenEntry;
}

const MOST_REFUSALS = 1_000;

export class VerdictRecords {
  private readonly repeated: RepeatedUses;

  /** What the refusals of late are counted in. Guesses all go into one entry for each that sends them. */
  private readonly refusals = new LRUCache<string, OpenEntry>({ max: MOST_REFUSALS });

  /** The last of them for guesses: whoever guesses does it more than once. */
  private guesses: Guesses | null = null;

  constructor(
    private readonly counted: CountedEntries,
    private readonly uses: TokenUses,
    private readonly clock: Clock,
    /** Null where uses are counted. */
    private readonly every: UseBlocks | null,
  ) {
    this.repeated = new RepeatedUses(counted, uses);
  }

  /**
   * Counts a refusal; on record when the promise resolves.
   *
   * @param verifiedBy the token or user that had it verified and told the address; null where the bearer's
   * own request was seen.
   */
  async refused(verdict: RefusedVerdict, origin: Origin, verifiedBy: string | null = null): Promise<void> {
    const { reason, tokenId, detail, organizationId } = verdict;
    if (tokenId !== null) this.uses.noteRefusal(tokenId, origin.clientAddress, this.clock.now());
    const said = verifiedBy === null ? {} : { verifiedBy };
    const parts = refusalParts(verdict, verifiedBy);
    const entry = await this.counted.count(
      actedByNobody(origin, organizationId),
      'refused',
      { type: 'authentication.refused', reason, tokenId, detail, ...said },
      parts,
      (before) => tellingOf(before, reason, tokenId),
    );
    if (entry === null) return;
    this.refusals.set(keyOf(parts, origin), entry);
    if (!isProved(reason)) this.guesses = { clientAddress: origin.clientAddress, verifiedBy, entry };
  }

  /**
   * The same as {@link refused}, at once, where this minute's entry for the same is on record already; false
   * and nothing counted where it is not.
   *
   * @param now milliseconds since the epoch.
   */
  refusedAgain(verdict: RefusedVerdict, origin: Origin, now: number, verifiedBy: string | null): boolean {
    const { reason, tokenId } = verdict;
    const entry = isProved(reason) ? undefined : this.lastGuesses(origin, verifiedBy);
    const counted = entry ?? this.refusals.get(keyOf(refusalParts(verdict, verifiedBy), origin));
    if (counted === undefined) return false;
    if (!this.counted.countAgain(counted, now, (before) => tellingOf(before, reason, tokenId))) return false;
    if (tokenId !== null) this.uses.noteRefusal(tokenId, origin.clientAddress, now);
    return true;
  }

  private lastGuesses(origin: Origin, verifiedBy: string | null): OpenEntry | undefined {
    const { guesses } = this;
    return guesses?.clientAddress === origin.clientAddress && guesses.verifiedBy === verifiedBy
      ? guesses.entry
      : undefined;
  }

  /** Counts a request without credentials for something that needs them; on record when the promise resolves. */
  async missingCredentials(origin: Origin, operation: string): Promise<void> {
    const reason = 'missingCredentials';
    await this.counted.count(
      actedByNobody(origin),
      'refused',
      { type: 'authentication.refused', reason, tokenId: null, detail: operation },
      [reason, operation],
    );
  }

  /** Counts the use of a token or session for one operation; on record when the promise resolves. */
  async used(caller: Caller, operation: string, verifiedFor?: VerifiedFor): Promise<void> {
    const by = actedBy(caller);
    const { tokenId, sessionId } = by.actor;
    const { clientAddress } = caller.origin;
    this.repeated.note(caller.principal, clientAddress, this.clock.now());
    const { previousTokenId } = caller.principal;
    const event: AuditEvent = {
      type: 'hashedtokens.use',
      operation,
      ...(previousTokenId === undefined ? {} : { previousTokenId }),
      ...verifiedFor,
    };
    if (this.every !== null) {
      const kind = this.every.kindOf(by, event);
      this.repeated.remember(caller.principal, { operation, clientAddress, verifiedFor, entry: kind });
      await this.every.append(kind, this.clock.now(), caller.origin);
      return;
    }
    const entry = await this.counted.count(by, 'succeeded', event, [
      tokenId ?? sessionId ?? '',
      previousTokenId ?? '',
      operation,
      ...partsOf(verifiedFor),
    ]);
    if (entry !== null)
      this.repeated.remember(caller.principal, { operation, clientAddress, verifiedFor, entry });
  }

  /**
   * The same as {@link used}, at once, where this minute's entry for the same use is on record already, and with
   * less to do where each use has its own; false and nothing recorded where neither can be.
   *
   * @param now milliseconds since the epoch.
   */
  usedAgain(
    principal: Principal,
    origin: Origin,
    operation: string,
    now: number,
    verifiedFor?: VerifiedFor,
  ): boolean | PendingCommit {
    const use = this.repeated.find(principal, operation, origin.clientAddress, verifiedFor);
    if (use === undefined) return false;
    if (!(use.entry instanceof UseKind)) return this.repeated.again(use, now);
    if (this.every === null) return false;
    const recorded = this.every.append(use.entry, now, origin);
    this.repeated.again(use, now);
    return recorded;
  }

  /** Counts that a token which works lacks the permission that a service needs; on record when the promise resolves. */
  async lacking(caller: Caller, operation: string, needed: string, verifiedFor: VerifiedFor): Promise<void> {
    const reason = withoutTokenStrings(`needs ${needed}`);
    const tokenId = tokenIdOf(caller.principal);
    if (tokenId !== null) this.uses.noteRefusal(tokenId, caller.origin.clientAddress, this.clock.now());
    await this.counted.count(
      actedBy(caller),
      'refused',
      { type: 'authorization.refused', action: 'tokens.verify', operation, reason, ...verifiedFor },
      [tokenId ?? '', operation, reason, ...partsOf(verifiedFor)],
    );
  }
}

function refusalParts({ reason, credentialId, detail }: RefusedVerdict, verifiedBy: string | null): string[] {
  return [
    verifiedBy ?? '',
    ...(isProved(reason) ? [reason, credentialId ?? '', detail ?? ''] : ['unproved']),
  ];
}

/** No part has the sign that parts them: they are addresses, ids and words of ours. */
function keyOf(parts: readonly string[], { clientAddress }: Origin): string {
  return `${clientAddress ?? ''}\0${parts.join('\0')}`;
}

function partsOf(verifiedFor: VerifiedFor | undefined): string[] {
  if (verifiedFor === undefined) return [];
  const { verifiedBy, permission, viewId } = verifiedFor;
  return [verifiedBy ?? '', permission ?? '', viewId ?? ''];
}

/**
 * Whether the secret was right. Where it was not, neither the token's id nor whether there is one tells
 * entries apart: a first entry for each id that exists would cost a write that unknown ids do not, and
 * so tell which exist.
 */
function isProved(reason: RefusalReason): boolean {
  return reason !== 'wrongSecret' && reason !== 'unknownToken';
}

/** Of an entry in which there are guesses at tokens that there are and at such that there are not. */
const MIXED = 'unknownTokenOrWrongSecret';

/** A guesser can try any number of tokens in a minute; the entry names no more of them than this. */
const MAX_NAMED = 20;

/** Guesses in one entry: no longer what the first was alone, and naming each token that was guessed at. */
function tellingOf(before: AuditEvent, reason: RefusalReason, tokenId: string | null): AuditEvent {
  if (before.type !== 'authentication.refused') return before;
  const isMixed = before.reason !== reason && before.reason !== MIXED;
  const named = before.tokenIds ?? (before.tokenId === null ? [] : [before.tokenId]);
  const isNew = tokenId !== null && named.length < MAX_NAMED && !named.includes(tokenId);
  // Nearly always, and so without an object for each guess.
  if (!isNew && !isMixed) return before;
  const tokenIds = isNew ? [...named, tokenId] : named;
  return { ...before, ...(isMixed ? { reason: MIXED } : {}), tokenId: null, tokenIds };
}
