/**
 * Uses of tokens that differ in nothing but their moment from one that is on record already. They are added up here and
 * handed on to what accounts for them before that is written: to account for each by itself costs as much as to compare
 * a secret.
 */
import { tokenIdOf, type Principal } from '../access/principal';
import type { CountedEntries, OpenEntry } from '../audit/counted-entries';
import { UseKind } from '../audit/use-kind';
import type { TokenUses } from '../tokens/token-uses';

/** What a service asked for when it had a token verified. */
export interface VerifiedFor {
  /** The token or user that asked; null where the bearer's own request was forwarded. */
  readonly verifiedBy: string | null;
  readonly permission: string | null;
  readonly viewId: string | null;
}

/** What the uses have alike. */
export interface RepeatedUse {
  readonly operation: string;
  readonly clientAddress: string | null;
  readonly verifiedFor: VerifiedFor | undefined;
  /** What they are counted in; or, where each use has an entry of its own, what those say alike. */
  readonly entry: OpenEntry | UseKind;
}

/** Moments are milliseconds since the epoch. */
interface AddedUp extends RepeatedUse {
  readonly principal: Principal;
  /** Since they were last handed on; with 0 of them, the moments say nothing. */
  times: number;
  first: number;
  last: number;
  /** When those end that can be added up: hours are accounted for apart. */
  until: number;
}

/** How many different uses of a token are remembered at once. */
const MOST_REMEMBERED = 16;
/** How many have uses to be handed on; before there are more it is done, so that requests never wait long for it. */
const MOST_GROWING = 1_024;
/** An hour is a whole number of them. */
const SPAN_MS = 60_000;

export class RepeatedUses {
  /** For as long as the principal is kept. */
  private readonly remembered = new WeakMap<Principal, readonly AddedUp[]>();
  /** Those with uses that are to be handed on. */
  private growing: AddedUp[] = [];

  constructor(
    private readonly counted: CountedEntries,
    private readonly uses: TokenUses,
  ) {
    const handOn = () => this.handOn();
    counted.beforeWriting(handOn);
    uses.beforeWriting(handOn);
  }

  /** @returns undefined where there was none of late. */
  find(
    principal: Principal,
    operation: string,
    clientAddress: string | null,
    verifiedFor: VerifiedFor | undefined,
  ): RepeatedUse | undefined {
    const uses = this.remembered.get(principal);
    if (uses === undefined) return undefined;
    for (const use of uses) if (isSameUse(use, operation, clientAddress, verifiedFor)) return use;
    return undefined;
  }

  /** In the place of one that is the same but for its entry. */
  remember(principal: Principal, use: RepeatedUse): void {
    const { operation, clientAddress, verifiedFor, entry } = use;
    const others = (this.remembered.get(principal) ?? []).filter(
      (other) => !isSameUse(other, operation, clientAddress, verifiedFor),
    );
    const nothing = { times: 0, first: 0, last: 0, until: 0 };
    const added: AddedUp = { principal, operation, clientAddress, verifiedFor, entry, ...nothing };
    this.remembered.set(principal, [added, ...others].slice(0, MOST_REMEMBERED));
  }

  /**
   * One more of them; false, and nothing done, where the entry that it is counted in has ended.
   *
   * @param use as it was found.
   * @param now milliseconds since the epoch.
   */
  again(use: RepeatedUse, now: number): boolean {
    const added = use as AddedUp;
    if (added.times === 0 || now < added.first || now >= added.until) {
      if (!(added.entry instanceof UseKind) && !this.counted.isOpen(added.entry, now)) return false;
      this.begin(added, now);
    }
    added.times += 1;
    added.last = now;
    return true;
  }

  private begin(added: AddedUp, now: number): void {
    if (added.times > 0) this.handOnOne(added);
    else {
      if (this.growing.length === MOST_GROWING) this.handOn();
      this.growing.push(added);
    }
    added.first = now;
    added.until = (Math.floor(now / SPAN_MS) + 1) * SPAN_MS;
  }

  private handOn(): void {
    const { growing } = this;
    this.growing = [];
    for (const added of growing) this.handOnOne(added);
  }

  private handOnOne(added: AddedUp): void {
    const { principal, clientAddress, entry, times, first, last } = added;
    added.times = 0;
    if (!(entry instanceof UseKind)) this.counted.countMore(entry, times, last);
    this.note(principal, clientAddress, last, times, first);
  }

  /**
   * Once for the token, and for the secret from before a reset where that was what opened it.
   *
   * @param last when the last of them was, milliseconds since the epoch.
   * @param first when the first of them was, in the same hour.
   */
  note(principal: Principal, clientAddress: string | null, last: number, times = 1, first = last): void {
    const tokenId = tokenIdOf(principal);
    const { previousTokenId } = principal;
    if (tokenId !== null) this.uses.note(tokenId, clientAddress, last, times, first);
    if (previousTokenId !== undefined) this.uses.notePrevious(previousTokenId, clientAddress, last, times);
  }
}

function isSameUse(
  use: RepeatedUse,
  operation: string,
  clientAddress: string | null,
  verifiedFor: VerifiedFor | undefined,
): boolean {
  return (
    use.operation === operation &&
    use.clientAddress === clientAddress &&
    (use.verifiedFor === undefined) === (verifiedFor === undefined) &&
    use.verifiedFor?.verifiedBy === verifiedFor?.verifiedBy &&
    use.verifiedFor?.permission === verifiedFor?.permission &&
    use.verifiedFor?.viewId === verifiedFor?.viewId
  );
}
