/**
 * Compiles each filter text once. Keyed by the text itself, so an edited filter can never be answered
 * with the matcher of its former rules.
 */
import { LRUCache } from 'lru-cache';
import { parseIpFilter } from './ip-filter-parser';
import type { IpFilter } from './ip-filter-matcher';

const MAX_COMPILED = 500;

export class CompiledIpFilters {
  private readonly compiled = new LRUCache<string, IpFilter>({ max: MAX_COMPILED });

  /** @throws DomainError BAD_USER_INPUT for a text that is no filter; stored texts have been checked. */
  get(text: string): IpFilter {
    const known = this.compiled.get(text);
    if (known !== undefined) return known;
    const filter = parseIpFilter(text);
    this.compiled.set(text, filter);
    return filter;
  }
}
