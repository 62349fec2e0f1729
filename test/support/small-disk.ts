/** A file system of a few megabytes, to be filled. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Stands in for `describe` where tests need to mount one, which takes root. Elsewhere they are skipped, which
 * is said aloud; on a build server they fail, since there nobody would hear.
 */
export const describeWithSmallDisk: (name: string, tests: () => void) => void =
  process.getuid?.() === 0 || process.env['CI'] !== undefined
    ? describe
    : (name, tests) => {
        process.stderr.write(`\nSKIPPED, since only root can mount a small disk: ${name}\n`);
        describe.skip(name, tests);
      };

export class SmallDisk {
  readonly path = mkdtempSync(path.join(tmpdir(), 'tollgate-disk-'));

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.path]);
  }

  /** Leaves not a byte. */
  fill(): void {
    const file = openSync(path.join(this.path, 'filler'), 'a');
    try {
      for (let size = 65_536; size >= 1; size /= 2) while (takes(file, size));
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): void {
    rmSync(path.join(this.path, 'filler'));
  }

  remove(): void {
    execFileSync('umount', [this.path]);
    rmSync(this.path, { recursive: true });
  }
}

function takes(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
