/**
 * The form in which names are compared, sorted and searched: names that differ only in case, or in how
 * Unicode spells the same characters, are one name. Kept beside the name itself, so that it can be indexed.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
