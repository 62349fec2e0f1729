/** Takes token strings out of texts from elsewhere: people and programs put them where they do not belong. */

/**
 * A token or session string (tokens/token-secret), also with its `~` escaped. Not `{24,}`: the time that
 * takes grows with the square of a text without any.
 */
const TOKEN_STRING = /[0-9A-Za-z]{24,32}(~|%7[Ee])[0-9A-Za-z]{44}/g;

export function withoutTokenStrings(text: string): string {
  return text.replace(TOKEN_STRING, '[redacted]');
}
