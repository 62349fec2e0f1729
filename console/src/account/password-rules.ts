/** What a password must be, told before the server refuses it: docs/operations.md and the API say the same. */

const LEAST_CHARACTERS = 12;
/** Of UTF-8: what bcrypt compares. */
const MOST_BYTES = 72;

export const PASSWORD_RULE = `At least ${LEAST_CHARACTERS} characters, and at most ${MOST_BYTES} bytes. A few words in a row are easy to remember.`;

/** What is wrong with a new password, in words; null where nothing is. */
export function passwordFault(password: string): string | null {
  const characters = [...password].length;
  if (characters < LEAST_CHARACTERS)
    return `It has ${characters} of at least ${LEAST_CHARACTERS} characters.`;
  const bytes = new TextEncoder().encode(password).length;
  if (bytes > MOST_BYTES) return `It takes ${bytes} bytes of at most ${MOST_BYTES}: make it shorter.`;
  return null;
}
