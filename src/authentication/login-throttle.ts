/**
 * Slows down guessing. Failures are counted per account and per address; over the limit, further
 * attempts are turned away before any password is compared, until the window has passed.
 *
 * Counts live in this process: a restart forgets them, and each server has its own.
 */
import { parseIpAddress } from '../ip-filters/ip-address';
import type { Clock } from '../kernel/clock';

const WINDOW_MS = 15 * 60_000;
const LIMITS = { account: 10, address: 50 } as const;
type Subject = keyof typeof LIMITS;

/** Beyond this many keys the oldest are forgotten, so that made-up account names cannot fill the memory. */
const MAX_KEYS = 100_000;

interface Failures {
  count: number;
  readonly until: number;
}

export class LoginThrottle {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** How long to wait before another attempt, in milliseconds; 0 where one may be made now. */
  waitMs(account: string, address: string): number {
    return Math.max(this.waitFor('account', account), this.waitFor('address', address));
  }

  /** Counts an attempt before its outcome is known, so that attempts made at once count as well. */
  attempt(account: string, address: string): void {
    this.count('account', account);
    this.count('address', address);
  }

  /** Forgets the account's failures. The address keeps its own: one success must not pay for guesses at others. */
  succeeded(account: string, address: string): void {
    this.failures.delete(key('account', account));
    const ofAddress = this.failures.get(key('address', address));
    if (ofAddress !== undefined) ofAddress.count -= 1;
  }

  private waitFor(subject: Subject, value: string): number {
    const failures = this.failures.get(key(subject, value));
    if (failures === undefined || failures.count < LIMITS[subject]) return 0;
    return Math.max(0, failures.until - this.clock.now());
  }

  private count(subject: Subject, value: string): void {
    const now = this.clock.now();
    const existing = this.failures.get(key(subject, value));
    this.failures.delete(key(subject, value));
    if (existing !== undefined && existing.until > now) {
      existing.count += 1;
      // Put back at the end: what is being tried right now is the last to be forgotten.
      this.failures.set(key(subject, value), existing);
      return;
    }
    const oldest = this.failures.keys().next();
    if (this.failures.size >= MAX_KEYS && oldest.done !== true) this.failures.delete(oldest.value);
    this.failures.set(key(subject, value), { count: 1, until: now + WINDOW_MS });
  }
}

function key(subject: Subject, value: string): string {
  return `${subject} ${subject === 'address' ? network(value) : value}`;
}

/** Whoever has an IPv6 address has a /64 of them (RFC 6177), so these count as one. */
function network(address: string): string {
  const parsed = parseIpAddress(address);
  return parsed?.family === 6 ? `${parsed.words[0]} ${parsed.words[1]}` : address;
}
