/** Identifiers and the alphabet that LogScale draws them from. */
import { randomFillSync } from 'node:crypto';

/** LogScale's ids and token strings hold nothing else, so `~` and `-` stay free as separators. */
export const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const ENTITY_ID_LENGTH = 32;

/** What {@link newId} draws. */
export const ENTITY_ID = new RegExp(`^[0-9A-Za-z]{${ENTITY_ID_LENGTH}}$`);

/** Drawn together, since each request has an id and the CSPRNG costs as much for one byte as for many. */
const DRAWN_BYTES = 4_096;
/** The character of each byte; 0 for the last ones, which would favour the first characters. */
const CODES = new Uint8Array(256);
for (let byte = 0; byte < 256 - (256 % ALPHANUMERIC.length); byte++)
  CODES[byte] = ALPHANUMERIC.charCodeAt(byte % ALPHANUMERIC.length);

const drawn = Buffer.alloc(DRAWN_BYTES);
let next = DRAWN_BYTES;

/** Where characters are put together: a text that grows by single ones is slow to make, and to compare. */
const room = Buffer.alloc(64);

/** Draws `length` characters of {@link ALPHANUMERIC}, each unbiased and from the system's CSPRNG. */
export function randomAlphanumeric(length: number): string {
  const place = length <= room.length ? room : Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    if (next === DRAWN_BYTES) {
      randomFillSync(drawn);
      next = 0;
    }
    const code = CODES[drawn[next] ?? 0] ?? 0;
    // Secrets are made of it, and nothing else is to find it here.
    drawn[next++] = 0;
    if (code !== 0) place[filled++] = code;
  }
  const text = place.toString('latin1', 0, length);
  place.fill(0);
  return text;
}

/** A new entity id: 32 alphanumeric characters. */
export function newId(): string {
  return randomAlphanumeric(ENTITY_ID_LENGTH);
}

/** Enough for milliseconds since the epoch until the year 8888. */
const TIME_LENGTH = 8;

/** Many are drawn in one millisecond. */
let lastTime = NaN;
let lastDigits = '';

/**
 * A new id that sorts after those of earlier moments: for rows that come in masses and stay in the order in
 * which they came, so that an index of their ids grows at one end only.
 *
 * @param time milliseconds since the epoch.
 */
export function newOrderedId(time: number): string {
  if (time !== lastTime) {
    lastTime = time;
    lastDigits = digitsOf(time, TIME_LENGTH);
  }
  return lastDigits + randomAlphanumeric(ENTITY_ID_LENGTH - TIME_LENGTH);
}

/** Of the place in a series. */
const PLACE_LENGTH = 2;

/** How many ids a series has. */
export const LONGEST_SERIES = ALPHANUMERIC.length ** PLACE_LENGTH;

/**
 * What ids have alike that are drawn together, at less cost than one by one; {@link placeInSeries} comes after it. They
 * sort by their places, and after ids of earlier moments.
 *
 * @param time milliseconds since the epoch.
 */
export function newIdSeries(time: number): string {
  return newOrderedId(time).slice(0, ENTITY_ID_LENGTH - PLACE_LENGTH);
}

/** Each once it was asked for: all of them would take a start three milliseconds. */
const places: string[] = [];

/** The end of an id. @param place from 0; less than {@link LONGEST_SERIES}. */
export function placeInSeries(place: number): string {
  if (place >= LONGEST_SERIES) throw new Error(`A series of ids has no place ${place}.`);
  return (places[place] ??= digitsOf(place, PLACE_LENGTH));
}

function digitsOf(number: number, length: number): string {
  let rest = Math.max(0, Math.floor(number));
  let digits = '';
  for (let i = 0; i < length; i++) {
    digits = ALPHANUMERIC.charAt(rest % ALPHANUMERIC.length) + digits;
    rest = Math.floor(rest / ALPHANUMERIC.length);
  }
  return digits;
}
