/**
 * What the entries of many uses have alike, and how they are put together. A block has once what the uses of all
 * tokens have alike, once for each token what its uses have alike, and for each use only what is its own: a fifth of
 * what their entries take.
 */

/** Of each use: its id, its time, its request, and its time again. */
const OWN_PLACES = 4;

export class UseShape {
  /** What stands around the values, as JSON. */
  readonly partsJson: string;
  /** As members of a list in JSON. */
  readonly valuesJson: string;

  /**
   * @param parts of an entry in the form of RFC 8785: before, between and behind the values, and what is each
   * use's own after them.
   * @param values of a token: texts.
   */
  constructor(parts: readonly string[], values: readonly string[]) {
    if (parts.length !== values.length + OWN_PLACES + 1)
      throw new Error('A shape has a place for each value.');
    this.partsJson = JSON.stringify(parts);
    this.valuesJson = values.map((value) => `,${JSON.stringify(value)}`).join('');
  }
}

export interface ShapedUse {
  readonly shape: UseShape;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly requestId: string;
}

export function blockText(uses: readonly ShapedUse[]): string {
  const shapes = new Map<string, number>();
  const kinds = new Map<UseShape, number>();
  let kindsText = '';
  let usesText = '';
  for (const { shape, id, time, requestId } of uses) {
    let kind = kinds.get(shape);
    if (kind === undefined) {
      kinds.set(shape, (kind = kinds.size));
      kindsText += `${kind === 0 ? '' : ','}[${placeOf(shapes, shape.partsJson)}${shape.valuesJson}]`;
    }
    usesText += `${usesText === '' ? '' : ','}[${kind},"${id}",${time},${JSON.stringify(requestId)}]`;
  }
  return `{"shapes":[${[...shapes.keys()].join(',')}],"kinds":[${kindsText}],"uses":[${usesText}]}`;
}

function placeOf(places: Map<string, number>, what: string): number {
  let place = places.get(what);
  if (place === undefined) places.set(what, (place = places.size));
  return place;
}

/** One of a block's, in the form of RFC 8785. */
export interface BlockEntry {
  readonly line: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** The entries of a block in the form of RFC 8785; null for what is none, as only tampering makes it. */
export function entriesOfBlock(text: string): BlockEntry[] | null {
  const block = membersOfBlock(text);
  if (block === null) return null;
  const kinds = block.kinds.map((kind) => kindOf(kind, block.shapes));
  let [time, timestamp] = [NaN, ''];
  const entries: BlockEntry[] = [];
  for (const use of block.uses) {
    const kind = isOwnPart(use) ? kinds[use[0]] : undefined;
    if (!isOwnPart(use) || kind === undefined || kind === null) return null;
    if (use[2] !== time) {
      const date = new Date(use[2]);
      if (Number.isNaN(date.getTime())) return null;
      [time, timestamp] = [use[2], JSON.stringify(date)];
    }
    const { before, parts } = kind;
    const [a, b, c, d] = parts;
    const [id, request] = [JSON.stringify(use[1]), JSON.stringify(use[3])];
    const line = `${before}${id}${a}${timestamp}${b}${request}${c}${timestamp}${d}`;
    entries.push({ line, time });
  }
  return entries.length === 0 ? null : entries;
}

/** What stands before a use's own, and after each of it. */
interface Kind {
  readonly before: string;
  readonly parts: readonly string[];
}

function kindOf(value: unknown, shapes: readonly unknown[]): Kind | null {
  if (!Array.isArray(value)) return null;
  const [place, ...values] = value as unknown[];
  const parts = typeof place === 'number' ? shapes[place] : undefined;
  if (!areTexts(values) || !areTexts(parts) || parts.length !== values.length + OWN_PLACES + 1) return null;
  const before = values.map((text, i) => `${parts[i]}${JSON.stringify(text)}`).join('');
  return { before: `${before}${parts[values.length]}`, parts: parts.slice(values.length + 1) };
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

type OwnPart = readonly [kind: number, id: string, time: number, requestId: string];

function isOwnPart(value: unknown): value is OwnPart {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [kind, id, time, requestId] = value as unknown[];
  return (
    typeof kind === 'number' &&
    typeof id === 'string' &&
    typeof time === 'number' &&
    typeof requestId === 'string'
  );
}

const MEMBERS = ['shapes', 'kinds', 'uses'] as const;

function membersOfBlock(text: string): Readonly<Record<(typeof MEMBERS)[number], readonly unknown[]>> | null {
  try {
    const block = JSON.parse(text) as Record<string, unknown> | null;
    const isBlock = MEMBERS.every((name) => Array.isArray(block?.[name]));
    return isBlock ? (block as Record<(typeof MEMBERS)[number], readonly unknown[]>) : null;
  } catch {
    return null;
  }
}
