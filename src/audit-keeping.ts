/** What happens to the audit log by itself, in this order: sealing, forwarding, and removing what is old. */
import { writeFile } from 'node:fs/promises';
import { countAfter, countUnsealed, unsealedSince, type AuditBacklog } from './audit/audit-backlog';
import { AuditForwarder, type AuditSink } from './audit/audit-forwarder';
import type { AuditKey } from './audit/audit-key';
import { AuditRetention } from './audit/audit-retention';
import { Sealer } from './audit/sealer';
import type { Config } from './config';
import type { Clock } from './kernel/clock';
import type { Log } from './kernel/log';
import type { Store } from './kernel/store';
import { FileSink } from './shipping/file-sink';
import { HecSink } from './shipping/hec-sink';
import { StdoutSink } from './shipping/stdout-sink';
import { keepCheckpoints } from './storage/checkpoint-file';

export class AuditKeeping {
  private readonly sealer: Sealer;
  private readonly forwarders: readonly AuditForwarder[];
  private readonly retention: AuditRetention;

  constructor(
    private readonly config: Config,
    private readonly store: Store,
    clock: Clock,
    private readonly key: AuditKey,
    log: Log,
  ) {
    this.sealer = new Sealer(
      store,
      clock,
      key,
      (checkpoints) => keepCheckpoints(config.auditCheckpointsFile, checkpoints),
      log,
    );
    this.forwarders = sinksOf(config).map((sink) => new AuditForwarder(store, sink, log));
    this.retention = new AuditRetention(
      store,
      clock,
      key,
      config.auditRetentionMs,
      () => this.arrivedEverywhere(),
      log,
    );
  }

  /** Also puts the public key where those who verify exported files find it. */
  async start(): Promise<void> {
    await writeFile(this.config.auditPublicKeyFile, this.key.publicPem);
    this.sealer.start();
    for (const forwarder of this.forwarders) forwarder.start();
    this.retention.start();
  }

  /** One round of everything. Rejects where one of them fails. */
  async round(): Promise<void> {
    await this.sealer.seal();
    for (const forwarder of this.forwarders) await forwarder.forward();
    await this.retention.remove();
  }

  async stop(): Promise<void> {
    await this.sealer.stop();
    for (const forwarder of this.forwarders) await forwarder.stop();
    await this.retention.stop();
  }

  /** What is left to do. */
  async backlog(): Promise<AuditBacklog> {
    const { read } = this.store;
    const unforwarded = new Map<string, number>();
    for (const forwarder of this.forwarders)
      unforwarded.set(forwarder.name, await countAfter(read, await forwarder.arrivedUpTo()));
    return {
      unsealed: await countUnsealed(read),
      unsealedSince: await unsealedSince(read),
      unforwarded,
    };
  }

  private async arrivedEverywhere(): Promise<number> {
    const arrived = await Promise.all(this.forwarders.map((forwarder) => forwarder.arrivedUpTo()));
    return Math.min(Number.MAX_SAFE_INTEGER - 1, ...arrived);
  }
}

function sinksOf({ auditHec, auditFile, auditStdout }: Config): AuditSink[] {
  return [
    ...(auditHec === null ? [] : [new HecSink(auditHec.url, auditHec.token)]),
    ...(auditFile === null ? [] : [new FileSink(auditFile.path, auditFile.maxBytes, auditFile.files)]),
    ...(auditStdout ? [new StdoutSink()] : []),
  ];
}
