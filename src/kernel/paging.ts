/** LogScale's older way of paging: numbered pages of a chosen size. */
import { badInput } from './domain-error';

export const GREATEST_NUMBERED_PAGE = 1_000;

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
  if (pageSize < 1 || pageSize > GREATEST_NUMBERED_PAGE) {
    throw badInput(`pageSize must be between 1 and ${GREATEST_NUMBERED_PAGE}.`);
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
