/**
 * Brings the audit log's export to a file, as the server streams it. Where the browser lets a page write to a file that
 * the person chose, nothing of it is held in memory.
 */
import { ApiError } from '../api/api-error';
import { credentialHeaders } from '../api/credentials';
import { request } from '../api/request';
import { ExportLines, type ExportSummary } from './export-lines';

/** A large log takes its time. */
const PATIENCE_MS = 24 * 60 * 60 * 1_000;
/** Told that often at most: each time is a rendering. */
const TELL_EACH_BYTES = 256 * 1_024;

export interface ExportProgress {
  readonly bytes: number;
  readonly entries: number;
}

/** Where the file goes. */
export interface Destination {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Makes the file be there. */
  close(): Promise<void>;
  /** Leaves no file behind, where it is not too late for that. */
  abandon(): Promise<void>;
}

interface PickedFile {
  createWritable(): Promise<{
    write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}

type FilePicker = (options: {
  suggestedName: string;
  types: readonly { description: string; accept: Record<string, readonly string[]> }[];
}) => Promise<PickedFile>;

/** To be called at a click, which browsers ask for. Null where the person chose no file. */
export async function chooseDestination(name: string): Promise<Destination | null> {
  const picker = (window as { showSaveFilePicker?: FilePicker }).showSaveFilePicker;
  if (picker === undefined) return inMemory(name);
  try {
    const file = await picker.call(window, {
      suggestedName: name,
      types: [{ description: 'One JSON object a line', accept: { 'application/x-ndjson': ['.ndjson'] } }],
    });
    const writable = await file.createWritable();
    return {
      write: (chunk) => writable.write(chunk),
      close: () => writable.close(),
      abandon: () => writable.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

function inMemory(name: string): Destination {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  return {
    write(chunk) {
      chunks.push(chunk);
      return Promise.resolve();
    },
    close() {
      const url = URL.createObjectURL(new Blob(chunks, { type: 'application/x-ndjson' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      // The browser has taken hold of it by the next turn.
      setTimeout(() => URL.revokeObjectURL(url), 0);
      return Promise.resolve();
    },
    abandon: () => Promise.resolve(),
  };
}

/**
 * @param after the number of the last sealed entry that one has; 0 for all.
 * @throws ApiError; whatever the destination or the signal throws.
 */
export async function exportTo(
  destination: Destination,
  after: number,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<ExportSummary> {
  try {
    const headers = credentialHeaders();
    const response = await request(`/api/v1/audit/export?after=${after}`, { headers, signal }, PATIENCE_MS);
    const requestId = response.headers.get('x-request-id');
    const lines = new ExportLines();
    let bytes = 0;
    let told = 0;
    const reader = response.body?.getReader();
    for (;;) {
      const value = (await reader?.read())?.value;
      if (value === undefined) break;
      await destination.write(value);
      lines.take(value);
      bytes += value.byteLength;
      if (bytes - told < TELL_EACH_BYTES) continue;
      told = bytes;
      onProgress({ bytes, entries: lines.entries });
    }
    const summary = lines.end();
    if (summary.isCutOff)
      throw new ApiError(
        'UNREACHABLE',
        'The export broke off before its end: its last line, which is signed, is missing. Nothing was saved.',
        requestId,
      );
    await destination.close();
    onProgress({ bytes, entries: summary.entries });
    return summary;
  } catch (error) {
    await destination.abandon();
    if (error instanceof ApiError || signal.aborted) throw error;
    throw new ApiError('UNREACHABLE', 'The connection broke off in the middle. Nothing was saved.', null);
  }
}

/** Such as `1.4 MB`. */
export function toldBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
