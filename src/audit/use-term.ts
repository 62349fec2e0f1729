/** What uses are looked for by, as the index of blocks has it. */

/** By which columns uses are found through the index, the one that leaves the fewest first. */
export const INDEXED = ['actorTokenId', 'actorUserId', 'clientAddress'] as const;
type Indexed = (typeof INDEXED)[number];

const PREFIXES: Readonly<Record<Indexed, string>> = {
  actorTokenId: 'token ',
  actorUserId: 'user ',
  clientAddress: 'address ',
};

export function termOf(column: Indexed, value: string): string {
  return PREFIXES[column] + value;
}

/** All that an entry is to be found by. */
export function termsOf(entry: Readonly<Record<Indexed, string | null>>): string[] {
  return INDEXED.flatMap((column) => {
    const value = entry[column];
    return value === null ? [] : [termOf(column, value)];
  });
}

/** @param time of a block, milliseconds since the epoch. */
export function secondOf(time: number): number {
  return Math.floor(time / 1_000);
}

/** Its first and its last moment, milliseconds since the epoch. */
export function momentsOf(second: number): { readonly first: number; readonly last: number } {
  return { first: second * 1_000, last: second * 1_000 + 999 };
}
