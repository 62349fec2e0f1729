/** LogScale's two ways of paging: skip and limit, and numbered pages of a chosen size. */
import { badInput } from './domain-error';

export const DEFAULT_PAGE_SIZE = 50;
export const GREATEST_PAGE_SIZE = 1_000;

export interface SliceRequest {
  readonly skip?: number | null | undefined;
  readonly limit?: number | null | undefined;
}

/** @throws DomainError BAD_USER_INPUT unless skip is 0 or more and limit 1 to 1,000; 0 and 50 by default. */
export function checkedSlice(request: SliceRequest): { skip: number; take: number } {
  const skip = request.skip ?? 0;
  const take = request.limit ?? DEFAULT_PAGE_SIZE;
  if (skip < 0) throw badInput('skip must not be negative.');
  if (take < 1 || take > GREATEST_PAGE_SIZE) {
    throw badInput(`limit must be between 1 and ${GREATEST_PAGE_SIZE}.`);
  }
  return { skip, take };
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The page's number, from 1. */
  readonly number: number;
  readonly totalNumberOfRows: number;
  /** How many pages there are. */
  readonly totalPages: number;
}

/** @throws DomainError BAD_USER_INPUT unless the number is 1 or more and the size 1 to 1,000. */
export function checkedPage(pageNumber: number, pageSize: number): { skip: number; take: number } {
  if (pageNumber < 1) throw badInput('pageNumber must be 1 or more.');
  if (pageSize < 1 || pageSize > GREATEST_PAGE_SIZE) {
    throw badInput(`pageSize must be between 1 and ${GREATEST_PAGE_SIZE}.`);
  }
  return { skip: (pageNumber - 1) * pageSize, take: pageSize };
}

export function pageOf<Item>(
  [items, totalNumberOfRows]: readonly [readonly Item[], number],
  pageNumber: number,
  pageSize: number,
): Page<Item> {
  return {
    items,
    number: pageNumber,
    totalNumberOfRows,
    totalPages: Math.ceil(totalNumberOfRows / pageSize),
  };
}
