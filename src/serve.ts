/** Starts the server and stops it in good order: configuration, app, listen, signals. */
import { createApp, type App } from './app';
import { loadConfig, type Config } from './config';
import { systemClock } from './kernel/clock';
import { createLogger, endOutput, standardOutput, type LogOutput } from './logger';

async function main(): Promise<void> {
  // The database and the secret files are nobody's business but the server's.
  process.umask(0o077);
  const config = loadConfig();
  const output = standardOutput();
  const log = createLogger(config.logLevel, output);
  const app = await createApp(config, { clock: systemClock, log });
  const address = await app.listen();
  log.info({ address, graphql: `${address}/graphql` }, 'Tollgate is ready.');
  stopOnSignals(app, config, log, output);
}

function stopOnSignals(
  app: App,
  config: Config,
  log: ReturnType<typeof createLogger>,
  output: LogOutput,
): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping: finishing the requests under way.');
    setTimeout(() => {
      log.error({}, 'The requests under way took too long; stopping without them.');
      process.exit(1);
    }, config.shutdownTimeoutMs).unref();
    app.close().then(
      () => {
        log.info({}, 'Stopped.');
        // Nothing is left to be done: what is still awaited, such as a collector of traces, may be gone.
        endOutput(output, () => process.exit());
      },
      (error: unknown) => {
        log.error({ err: error }, 'Stopping failed.');
        process.exitCode = 1;
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
