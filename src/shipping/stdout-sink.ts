/** Writes audit entries to the standard output, a line of JSON each, for whatever collects that. */
import type { Writable } from 'node:stream';
import type { AuditSink } from '../audit/audit-forwarder';
import type { SealedFields } from '../audit/entry-seal';

export class StdoutSink implements AuditSink {
  readonly name = 'stdout';

  constructor(private readonly output: Writable = process.stdout) {}

  send(entries: readonly SealedFields[]): Promise<void> {
    const text = entries.map((entry) => `${JSON.stringify({ auditEntry: entry })}\n`).join('');
    return new Promise((resolve, reject) => {
      this.output.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }
}
