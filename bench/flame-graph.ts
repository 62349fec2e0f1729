/**
 * Draws a profile of V8's as a flame graph: an SVG by itself, with each function's name and share on hover.
 * Where a function stands is told relative to the project, or by its package: nothing of the machine is in it.
 */
import type { Profiler } from 'node:inspector';
import { pathToFileURL } from 'node:url';
import { PROJECT } from './harness/child';

const WIDTH = 1_200;
const FRAME_HEIGHT = 17;
const HEAD_HEIGHT = 48;
/** What is narrower cannot be seen. */
const LEAST_WIDTH = 0.6;
const CHARACTER_WIDTH = 6.6;
const IDLE = '(idle)';

const KINDS = [
  { name: 'Tollgate', colour: '#f4a259' },
  { name: 'packages', colour: '#8cb3d9' },
  { name: 'Node', colour: '#9ccc8f' },
  { name: 'V8 and native code', colour: '#c9c9c9' },
] as const;

interface Place {
  readonly kind: (typeof KINDS)[number];
  readonly where: string;
}

const GENERATED: Place = { kind: KINDS[1], where: 'compiled at run time' };

interface Frame extends Place {
  readonly name: string;
  /** Microseconds, of what it calls included. */
  micros: number;
  readonly calls: Map<string, Frame>;
}

function placeOf(url: string): Place {
  const [tollgate, packages, node, native] = KINDS;
  if (url.startsWith('node:')) return { kind: node, where: url };
  const packaged = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packaged !== undefined) return { kind: packages, where: packaged };
  const project = pathToFileURL(`${PROJECT}/dist/`).href;
  const path = url.startsWith(project) ? url.slice(project.length) : url.replace(`${PROJECT}/dist/`, '');
  return path.startsWith('src/')
    ? { kind: tollgate, where: path.replace(/\.js$/, '.ts') }
    : { kind: native, where: url === '' ? '' : 'elsewhere' };
}

/** Callers and callees, the same ones taken together. */
function tree({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Frame {
  const root: Frame = { name: 'all', where: '', kind: KINDS[3], micros: 0, calls: new Map() };
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const [i, sample] of samples.entries()) {
    const micros = Math.max(0, timeDeltas[i] ?? 0);
    const stack: Profiler.ProfileNode[] = [];
    for (let node = byId.get(sample); node !== undefined; node = byId.get(parents.get(node.id) ?? -1))
      stack.push(node);
    if (stack[0]?.callFrame.functionName === IDLE) continue;
    let frame = root;
    root.micros += micros;
    // The outermost is V8's own root.
    for (const { callFrame } of stack.reverse().slice(1)) {
      const name = callFrame.functionName || '(anonymous)';
      // Such as the validators and routers that packages write as text and compile.
      const isGenerated = callFrame.url === '' && name === '(anonymous)';
      const place = isGenerated ? GENERATED : placeOf(callFrame.url);
      const key = `${name} ${place.where}`;
      const known = frame.calls.get(key);
      const called: Frame = known ?? { name, ...place, micros: 0, calls: new Map() };
      if (known === undefined) frame.calls.set(key, called);
      called.micros += micros;
      frame = called;
    }
  }
  return root;
}

export function flameGraph(profile: Profiler.Profile, title: string): string {
  const root = tree(profile);
  const scale = WIDTH / root.micros;
  const drawn: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number): void => {
    const width = frame.micros * scale;
    if (width < LEAST_WIDTH) return;
    deepest = Math.max(deepest, depth);
    drawn.push(box(frame, { x, depth, width, share: frame.micros / root.micros }));
    let at = x;
    // By name, so that two graphs can be laid side by side.
    for (const [, called] of [...frame.calls].sort(([a], [b]) => (a < b ? -1 : 1))) {
      draw(called, at, depth + 1);
      at += called.micros * scale;
    }
  };
  draw(root, 0, 0);
  const height = HEAD_HEIGHT + (deepest + 1) * FRAME_HEIGHT;
  const legend = KINDS.map(
    ({ name, colour }, i) =>
      `<rect x="${4 + i * 160}" y="27" width="12" height="12" fill="${colour}"/><text x="${20 + i * 160}" y="38">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="11">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="4" y="16" font-size="14">${escaped(title)}</text>`,
    ...legend,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function box(
  { name, where, kind }: Frame,
  { x, depth, width, share }: { x: number; depth: number; width: number; share: number },
): string {
  const y = HEAD_HEIGHT + depth * FRAME_HEIGHT;
  const fits = Math.floor((width - 4) / CHARACTER_WIDTH);
  const label = fits < 3 ? '' : name.length <= fits ? name : `${name.slice(0, fits - 1)}…`;
  const told = `${name}${where === '' ? '' : ` · ${where}`} · ${(share * 100).toFixed(1)} %`;
  const text = label === '' ? '' : `<text x="${(x + 2).toFixed(1)}" y="${y + 12}">${escaped(label)}</text>`;
  return `<g><title>${escaped(told)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${FRAME_HEIGHT - 1}" fill="${kind.colour}" stroke="#fff" stroke-width="0.5"/>${text}</g>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
