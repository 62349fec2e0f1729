/** A clock that stands still until it is moved. */
import type { Clock } from '../../src/kernel/clock';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export class TestClock implements Clock {
  constructor(private time = Date.UTC(2026, 0, 5, 12)) {}

  now(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** To a given moment, which may also lie in the past. */
  moveTo(time: number): void {
    this.time = time;
  }
}
