/**
 * Reads what an event says of itself. Details come as JSON that any version of the server may have written, so what is
 * not as expected is told as unknown, never thrown at.
 */

export type Details = Readonly<Record<string, unknown>>;

export function textOf(details: Details, field: string): string | null {
  const value = details[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOf(details: Details, field: string): number | null {
  const value = details[field];
  return typeof value === 'number' ? value : null;
}

export function textsOf(details: Details, field: string): readonly string[] {
  const value = details[field];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

export function objectOf(details: Details, field: string): Details {
  const value = details[field];
  return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is Details {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Such as `“ci”`. */
export function quoted(details: Details, field: string): string {
  const text = textOf(details, field);
  return text === null ? 'of an unknown name' : `“${text}”`;
}

/** Such as `A, B and 3 more`. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Such as `1 token` or `2 tokens`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
