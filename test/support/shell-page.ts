/** Runs the shell blocks of a documentation page the way a reader would: beside the data folder, one shell for all. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestServer } from './server';

const run = promisify(execFile);
export const PROJECT = path.resolve(__dirname, '../..');

/** The shell blocks of a page, in order. */
export function shellBlocks(page: string): string[] {
  return [...readFileSync(path.join(PROJECT, page), 'utf8').matchAll(/```bash\n([\s\S]*?)```/g)].map(
    (match) => match[1]!,
  );
}

/** The lines that a script prints, empty ones left out, with the server in place of the page's address. */
export async function outputOf(
  script: string,
  server: TestServer,
  environment: Record<string, string> = {},
): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-page-'));
  try {
    symlinkSync(server.config.dataDirectory, path.join(folder, 'data'));
    const { stdout } = await run('bash', ['-c', script.replaceAll('http://localhost:8080', server.url)], {
      cwd: folder,
      env: { ...process.env, ...environment },
    });
    return stdout.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
