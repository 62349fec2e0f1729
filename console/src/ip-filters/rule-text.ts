/** The text of a filter, as an editor looks at it: by lines. */

/** As the server counts lines, and a browser's text field makes each break a line feed. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

/** How many rules there are, read or not; comments and blank ones do not count. */
export function countRules(text: string): number {
  return linesOf(text)
    .flatMap((line) => (line.split('#')[0] ?? '').split(';'))
    .filter((rule) => rule.trim() !== '').length;
}

/** Without what the editor says by its place: the line. */
export function faultWords(message: string): string {
  const words = message.replace(/^IP filter, line \d+: /, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where in the text a line begins and ends. @param line counted from 1. */
export function rangeOfLine(text: string, line: number): readonly [number, number] {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return [start, start + (lines[line - 1]?.length ?? 0)];
}

/** With an example on a line of its own at the end. */
export function withExample(text: string, example: string): string {
  if (text.trim() === '') return `${example}\n`;
  return `${text.endsWith('\n') ? text : `${text}\n`}${example}\n`;
}
