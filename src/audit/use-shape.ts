/**
 * What the entries of many uses have alike, and how they are put together. A block has once what the uses of all
 * tokens have alike, once for each token what its uses have alike, and for each request only what is its own: a tenth
 * of what their entries take.
 */
import { LONGEST_SERIES, placeInSeries } from '../kernel/ids';

/** Of each use: its id, its time, its request, and its time again. */
const OWN_PLACES = 4;

/** With which a block begins whose text, and not each of its entries, is what the chain is computed over. */
const ONE_LINK = '{"sealed":"together",';

/** The first blocks were sealed entry by entry. */
export function isOneLink(text: string): boolean {
  return text.startsWith(ONE_LINK);
}

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
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly requestId: string;
}

/**
 * A request that used two tokens at one moment, as an introspection does, is there once.
 *
 * @param uses at least one.
 * @param series of the ids that their entries have: see kernel/ids.
 */
export function blockText(uses: readonly ShapedUse[], series: string): string {
  const shapes = new Map<string, number>();
  const kinds = new Map<UseShape, number>();
  const first = uses[0]?.time ?? 0;
  let [request, moment] = ['', NaN];
  let kindsText = '';
  // Written by one call, which is quicker than to put the text together piece by piece.
  const requests: (string | number)[][] = [];
  let last: (string | number)[] = [];
  for (const { shape, time, requestId } of uses) {
    let kind = kinds.get(shape);
    if (kind === undefined) {
      kinds.set(shape, (kind = kinds.size));
      kindsText += `${kind === 0 ? '' : ','}[${placeOf(shapes, shape.partsJson)}${shape.valuesJson}]`;
    }
    if (time === moment && requestId === request) last.push(kind);
    else {
      requests.push((last = [requestId, time - first, kind]));
      [request, moment] = [requestId, time];
    }
  }
  const alike = `"shapes":[${[...shapes.keys()].join(',')}],"kinds":[${kindsText}]`;
  return `${ONE_LINK}"series":"${series}","time":${first},${alike},"uses":${JSON.stringify(requests)}}`;
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
  const shapes = block.shapes.map(shapeOf);
  const series = JSON.stringify(block.series).slice(0, -1);
  const kinds = block.kinds.map((kind) => kindOf(kind, shapes, series));
  let [time, timestamp] = [NaN, ''];
  const entries: BlockEntry[] = [];
  for (const use of block.uses) {
    const own = ownPart(use, block);
    if (own === null) return null;
    if (own.time !== time) {
      const date = new Date(own.time);
      if (Number.isNaN(date.getTime())) return null;
      [time, timestamp] = [own.time, JSON.stringify(date)];
    }
    const request = JSON.stringify(own.requestId);
    for (const place of own.kinds) {
      const kind = kinds[place];
      if (kind === undefined || kind === null || entries.length === LONGEST_SERIES) return null;
      const { before, shape } = kind;
      const id = own.id ?? placeInSeries(entries.length);
      const { afterId, afterRequest } = shape.at(timestamp);
      entries.push({ line: `${before}${id}${afterId}${request}${afterRequest}`, time });
    }
  }
  return entries.length === 0 ? null : entries;
}

/** What entries of one moment have alike that differ in their tokens and requests. */
interface AtMoment {
  readonly afterId: string;
  readonly afterRequest: string;
}

class ReadShape {
  private last: { readonly timestamp: string; readonly at: AtMoment } | null = null;

  constructor(
    /** Before each value, and before the id. */
    readonly before: readonly string[],
    private readonly own: readonly string[],
  ) {}

  /** @param timestamp as JSON. */
  at(timestamp: string): AtMoment {
    if (this.last?.timestamp === timestamp) return this.last.at;
    const [a, b, c, d] = this.own;
    const at = { afterId: `"${a}${timestamp}${b}`, afterRequest: `${c}${timestamp}${d}` };
    this.last = { timestamp, at };
    return at;
  }
}

function shapeOf(parts: unknown): ReadShape | null {
  if (!areTexts(parts) || parts.length <= OWN_PLACES) return null;
  return new ReadShape(parts.slice(0, -OWN_PLACES), parts.slice(-OWN_PLACES));
}

interface Kind {
  readonly shape: ReadShape;
  /** All that stands before what is left of the id, which is text in quotes. */
  readonly before: string;
}

/** @param series with which ids begin, as JSON whose end is still to come. */
function kindOf(value: unknown, shapes: readonly (ReadShape | null)[], series: string): Kind | null {
  if (!Array.isArray(value)) return null;
  const [place, ...values] = value as unknown[];
  const shape = typeof place === 'number' ? shapes[place] : undefined;
  if (shape === undefined || shape === null || !areTexts(values)) return null;
  if (shape.before.length !== values.length + 1) return null;
  let before = '';
  for (const [i, text] of values.entries()) before += `${shape.before[i]}${JSON.stringify(text)}`;
  return { shape, before: `${before}${shape.before[values.length]}${series}` };
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Of the uses of a request at one moment. */
interface OwnPart {
  readonly requestId: string;
  readonly time: number;
  readonly kinds: readonly number[];
  /** What is left of it after the series, escaped; null where it follows from the use's place. */
  readonly id: string | null;
}

function ownPart(use: unknown, { time }: Block): OwnPart | null {
  if (!Array.isArray(use)) return null;
  const [requestId, later, ...kinds] = use as unknown[];
  if (typeof requestId === 'number') return earlierPart(use);
  if (typeof requestId !== 'string' || typeof later !== 'number' || kinds.length === 0) return null;
  return areNumbers(kinds) ? { requestId, time: time + later, kinds, id: null } : null;
}

/** As the first blocks had them: each use by itself, with an id that was drawn for it. */
function earlierPart(use: readonly unknown[]): OwnPart | null {
  const [kind, id, time, requestId] = use;
  const isOne =
    use.length === 4 &&
    typeof kind === 'number' &&
    typeof id === 'string' &&
    typeof time === 'number' &&
    typeof requestId === 'string';
  return isOne ? { requestId, time, kinds: [kind], id: JSON.stringify(id).slice(1, -1) } : null;
}

function areNumbers(values: readonly unknown[]): values is readonly number[] {
  return values.every((value) => typeof value === 'number');
}

interface Block {
  readonly series: string;
  /** Milliseconds since the epoch, from which the uses' times count. */
  readonly time: number;
  readonly shapes: readonly unknown[];
  readonly kinds: readonly unknown[];
  readonly uses: readonly unknown[];
}

function membersOfBlock(text: string): Block | null {
  try {
    const block = JSON.parse(text) as Record<string, unknown> | null;
    // The first blocks had neither of the two.
    const { series = '', time = 0, shapes, kinds, uses } = block ?? {};
    const isBlock =
      typeof series === 'string' &&
      typeof time === 'number' &&
      Array.isArray(shapes) &&
      Array.isArray(kinds) &&
      Array.isArray(uses);
    return isBlock ? { series, time, shapes, kinds, uses } : null;
  } catch {
    return null;
  }
}
