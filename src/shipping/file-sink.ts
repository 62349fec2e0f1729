/** Appends audit entries to a file, a line of JSON each, and starts another when it has grown large. */
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AuditSink } from '../audit/audit-forwarder';
import type { SealedFields } from '../audit/entry-seal';

const OWNER_ONLY = 0o600;

export class FileSink implements AuditSink {
  readonly name = 'file';

  /**
   * @param file where new entries go; older ones are in `<file>.1`, `<file>.2` and so on.
   * @param maxBytes from which size on another is started.
   * @param files how many there are at most, the present one among them; the oldest is deleted.
   */
  constructor(
    private readonly file: string,
    private readonly maxBytes: number,
    private readonly files: number,
  ) {}

  async send(entries: readonly SealedFields[]): Promise<void> {
    if ((await sizeOf(this.file)) >= this.maxBytes) await this.rotate();
    const handle = await open(this.file, 'a+', OWNER_ONLY);
    try {
      // A crash may have left half a line; the entry comes again, so the half must not spoil it.
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      const cut = size > 0 && last.toString() !== '\n';
      await handle.appendFile(
        (cut ? '\n' : '') + entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
      );
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  private async rotate(): Promise<void> {
    const kept = this.files - 1;
    if (kept === 0) {
      await rm(this.file, { force: true });
      return;
    }
    await rm(`${this.file}.${kept}`, { force: true });
    for (let i = kept - 1; i >= 1; i--) await renameIfThere(`${this.file}.${i}`, `${this.file}.${i + 1}`);
    await renameIfThere(this.file, `${this.file}.1`);
    const folder = await open(path.dirname(path.resolve(this.file)), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
