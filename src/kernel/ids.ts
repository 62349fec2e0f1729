/** Identifiers and the alphabet that LogScale draws them from. */
import { randomInt } from 'node:crypto';

/** LogScale's ids and token strings hold nothing else, so `~` and `-` stay free as separators. */
export const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const ENTITY_ID_LENGTH = 32;

/** What {@link newId} draws. */
export const ENTITY_ID = new RegExp(`^[0-9A-Za-z]{${ENTITY_ID_LENGTH}}$`);

/** Draws `length` characters of {@link ALPHANUMERIC}, each unbiased and from the system's CSPRNG. */
export function randomAlphanumeric(length: number): string {
  let drawn = '';
  for (let i = 0; i < length; i++) drawn += ALPHANUMERIC.charAt(randomInt(ALPHANUMERIC.length));
  return drawn;
}

/** A new entity id: 32 alphanumeric characters. */
export function newId(): string {
  return randomAlphanumeric(ENTITY_ID_LENGTH);
}
