/** A database of its own for a test, in a folder that goes with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteStore } from '../../src/storage/sqlite-store';
import { copyTemplate } from '../support/sqlite-database';

export class TemporaryFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'tollgate-test-'));

  file(name: string): string {
    return path.join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export class TemporaryStore {
  private constructor(
    readonly store: SqliteStore,
    readonly folder: TemporaryFolder,
    readonly file: string,
  ) {}

  static async open(): Promise<TemporaryStore> {
    const folder = new TemporaryFolder();
    const file = folder.file('tollgate.sqlite');
    copyTemplate(file);
    return new TemporaryStore(await SqliteStore.open(file), folder, file);
  }

  async remove(): Promise<void> {
    await this.store.close();
    this.folder.remove();
  }
}
