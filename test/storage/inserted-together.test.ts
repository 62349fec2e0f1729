/** Rows of several transactions on SQLite that are inserted together. */
import { insertsRowsTogether } from './inserted-together';
import { TemporaryStore } from './temporary-store';

let temporary: TemporaryStore;
beforeEach(async () => {
  temporary = await TemporaryStore.open();
});
afterEach(() => temporary.remove());

insertsRowsTogether(() => temporary.store);
