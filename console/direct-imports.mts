/**
 * Has each component of Mantine's imported from the file that it is in. Imported from the package's index, all that
 * any page uses would be in the file that is loaded first.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = '@mantine/core';
const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/styles.css`)),
  'esm',
);
const REEXPORTED = /^import \{ ([^}]+) \} from "\.\/([^"]+)";$/gm;
const IMPORTED = /import \{([^}]+)\} from '@mantine\/core';/g;

/** The file and the name there of everything that the index exports. */
function exportedFrom(index: string): ReadonlyMap<string, { readonly file: string; readonly name: string }> {
  const places = new Map<string, { file: string; name: string }>();
  for (const [, names = '', file = ''] of index.matchAll(REEXPORTED)) {
    for (const each of names.split(', ')) {
      const [name = '', alias = name] = each.split(' as ');
      places.set(alias, { file: path.join(FOLDER, file), name });
    }
  }
  return places;
}

export function directImports(): Plugin {
  const places = exportedFrom(readFileSync(path.join(FOLDER, 'index.mjs'), 'utf8'));
  const direct = (imported: string): string => {
    if (imported.startsWith('type ')) return '';
    const place = places.get(imported);
    // The build stops here rather than grow: the package is laid out in another way than it was.
    if (place === undefined)
      throw new Error(`${PACKAGE} exports no ${imported} that could be imported directly.`);
    return `import { ${place.name} as ${imported} } from ${JSON.stringify(place.file)};`;
  };
  return {
    name: 'direct-imports',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/console\/src\/.*\.tsx?$/.test(id)) return null;
      return code.replace(IMPORTED, (_whole, names: string) =>
        names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '')
          .map(direct)
          .join(' '),
      );
    },
  };
}
