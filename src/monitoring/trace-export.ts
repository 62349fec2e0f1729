/**
 * Sends spans to an OpenTelemetry collector, in batches and behind the requests' backs: what a collector
 * does, or does not do, costs no request anything. OpenTelemetry's SDK reads the OTEL_ variables here by
 * itself: where the collector is and what it wants to be told, the service's name, the sampler, the sizes
 * of batches.
 */
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import type { Log } from '../kernel/log';
import packageJson from '../../package.json';

type WhenExported = Parameters<SpanExporter['export']>[1];

/** Says once that the collector takes no spans, and once that it does again. */
class ReportingExporter implements SpanExporter {
  private isFailing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly log: Log,
  ) {}

  export(spans: ReadableSpan[], exported: WhenExported): void {
    this.exporter.export(spans, (result) => {
      const fails = result.code !== ExportResultCode.SUCCESS;
      if (fails && !this.isFailing)
        this.log.warn(
          { err: result.error },
          'Traces cannot be sent to the collector; they are lost until they can.',
        );
      if (!fails && this.isFailing) this.log.info({}, 'Traces are sent to the collector again.');
      this.isFailing = fails;
      exported(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}

export function collectorProvider(log: Log): BasicTracerProvider {
  const own = resourceFromAttributes({
    'service.name': packageJson.name,
    'service.version': packageJson.version,
  });
  return new BasicTracerProvider({
    // Later ones win: OTEL_SERVICE_NAME over ours.
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new ReportingExporter(new OTLPTraceExporter(), log))],
  });
}
