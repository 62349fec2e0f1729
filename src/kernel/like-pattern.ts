/**
 * A LIKE pattern that matches texts containing `search`, for columns put through LOWER() and with
 * `\` as the escape character, so that what a person types is never read as a wildcard.
 */
export function likePattern(search: string): string {
  return `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
}
