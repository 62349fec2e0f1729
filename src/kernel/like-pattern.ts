import { nameKey } from './name-key';

/**
 * A LIKE pattern that matches the name keys containing `search`, with `\` as the escape character, so
 * that what a person types is never read as a wildcard.
 */
export function likePattern(search: string): string {
  return `%${nameKey(search.trim()).replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
}
