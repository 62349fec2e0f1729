/** Sends audit entries to LogScale's HTTP Event Collector (LogScale: api-ingest, HEC). */
import type { AuditSink } from '../audit/audit-forwarder';
import type { SealedFields } from '../audit/entry-seal';

const PATH = '/api/v1/ingest/hec';
const TIMEOUT_MS = 15_000;

export class HecSink implements AuditSink {
  readonly name = 'hec';

  /**
   * @param url of the collector, without the path.
   * @param ingestToken of the repository that takes the entries in.
   */
  constructor(
    private readonly url: string,
    private readonly ingestToken: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async send(entries: readonly SealedFields[]): Promise<void> {
    const body = entries.map((entry) => JSON.stringify({ time: secondsOf(entry), event: entry })).join('\n');
    const response = await fetch(new URL(PATH, this.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.ingestToken}`, 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(this.timeoutMs),
    });
    // Read in full, so that the connection can be used again. It says nothing that is needed.
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The event collector answered ${response.status}.`);
  }
}

/** The collector takes seconds since the epoch. */
function secondsOf(entry: SealedFields): number {
  const { timestamp } = entry;
  return typeof timestamp === 'string' ? Date.parse(timestamp) / 1_000 : 0;
}
