/**
 * A list of ids as parameters of a prepared statement. The lists have few lengths, and so statements few
 * texts: an id may stand in a list several times.
 */

export interface IdList {
  /** `$1, $2` and so on. */
  readonly places: string;
  readonly ids: readonly string[];
}

/** @param ids at least one. */
export function idList(ids: readonly string[]): IdList {
  const [first] = ids;
  if (first === undefined) throw new Error('A list of no ids finds nothing: there is nothing to ask.');
  let length = 1;
  while (length < ids.length) length *= 2;
  const padded = [...ids];
  while (padded.length < length) padded.push(first);
  return { places: placesFor(length), ids: padded };
}

const placesOf = new Map<number, string>();

function placesFor(length: number): string {
  let places = placesOf.get(length);
  if (places === undefined) {
    places = Array.from({ length }, (_, place) => `$${place + 1}`).join(', ');
    placesOf.set(length, places);
  }
  return places;
}
