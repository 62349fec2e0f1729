/**
 * Has each component of Mantine's imported from the file that it is in, and only the styles of those that are.
 * Imported from the package's index, all that any page uses would be in the file that is loaded first; and its one
 * style sheet has those of a hundred components.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = '@mantine/core';
const ALL_STYLES = `${PACKAGE}/styles.css`;
const USED_STYLES = 'virtual:used-styles.css';

const FOLDER = path.dirname(createRequire(import.meta.url).resolve(ALL_STYLES));
const MODULES = path.join(FOLDER, 'esm');
const PAGES = path.join(import.meta.dirname, 'src');

/** Of no component: what all stand on. */
const FOUNDATION = ['baseline', 'default-css-variables', 'global'];

const REEXPORTED = /^import \{ ([^}]+) \} from "\.\/([^"]+)";$/gm;
const IMPORTED = /import \{([^}]+)\} from '@mantine\/core';/g;
const RELATIVE = /from "(\.{1,2}\/[^"]+\.mjs)"/g;
const COMPONENT = /\/components\/(?:[^/]+\/)*([^/]+)\/[^/]+$/;

interface Place {
  readonly file: string;
  /** What it is called there. */
  readonly name: string;
}

/** Where everything is that the index exports. */
function placesIn(index: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [, names = '', file = ''] of index.matchAll(REEXPORTED)) {
    for (const each of names.split(', ')) {
      const [name = '', alias = name] = each.split(' as ');
      places.set(alias, { file: path.join(MODULES, file), name });
    }
  }
  return places;
}

/** What a page imports from the package, but for types. */
function namesIn(imported: string): string[] {
  return imported
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

/** The package's files that are behind one of them, itself among them. */
function behind(file: string, found: Set<string>): void {
  if (found.has(file)) return;
  found.add(file);
  for (const [, relative = ''] of readFileSync(file, 'utf8').matchAll(RELATIVE))
    if (!relative.includes('.css')) behind(path.resolve(path.dirname(file), relative), found);
}

/** The styles of what the pages use, in the order in which the whole sheet has them, which their rules count on. */
function usedStyles(places: ReadonlyMap<string, Place>): string {
  const files = new Set<string>();
  for (const page of readdirSync(PAGES, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(page)) continue;
    for (const [, imported = ''] of readFileSync(path.join(PAGES, page), 'utf8').matchAll(IMPORTED))
      for (const name of namesIn(imported)) behind(placeOf(name, places).file, files);
  }
  const components = [...files].map((file) => COMPONENT.exec(file)?.[1] ?? '');
  const all = readFileSync(path.join(FOLDER, 'styles.css'), 'utf8');
  const sheets = [...new Set([...FOUNDATION, ...components])]
    .map((name) => path.join(FOLDER, 'styles', `${name}.css`))
    .filter((sheet) => existsSync(sheet))
    .map((sheet) => readFileSync(sheet, 'utf8').trim())
    .map((text) => ({ text, at: all.indexOf(text.slice(0, 200)) }));
  if (sheets.some(({ at }) => at < 0)) throw new Error(`${ALL_STYLES} does not hold its components’ styles.`);
  return sheets
    .sort((one, other) => one.at - other.at)
    .map(({ text }) => text)
    .join('\n');
}

/** The build stops here rather than grow: the package is laid out in another way than it was. */
function placeOf(name: string, places: ReadonlyMap<string, Place>): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`${PACKAGE} exports no ${name} that could be imported directly.`);
  return place;
}

export function directImports(): Plugin {
  const places = placesIn(readFileSync(path.join(MODULES, 'index.mjs'), 'utf8'));
  const direct = (imported: string): string => {
    const { name, file } = placeOf(imported, places);
    return `import { ${name} as ${imported} } from ${JSON.stringify(file)};`;
  };
  return {
    name: 'direct-imports',
    enforce: 'pre',
    resolveId: (id) => (id === ALL_STYLES ? USED_STYLES : null),
    load: (id) => (id === USED_STYLES ? usedStyles(places) : null),
    transform(code, id) {
      if (!/\/console\/src\/.*\.tsx?$/.test(id)) return null;
      return code.replace(IMPORTED, (_whole, names: string) => namesIn(names).map(direct).join(' '));
    },
  };
}
