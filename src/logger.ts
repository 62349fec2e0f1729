/** The operator's log: JSON lines on standard output. Secrets are kept out at the source, and here once more. */
import { pino, type DestinationStream, type Logger } from 'pino';
import { withoutTokenStrings } from './kernel/redaction';

/** Wherever an object with one of these keys is logged, its value is not. */
const SECRET_KEYS = [
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'newPassword',
  'currentPassword',
  'secretHash',
  'passwordHash',
  'pepper',
];

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: {
      paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[redacted]',
    },
    serializers: {
      // A database error carries the statement's parameters, hashes among them; its message does not.
      err: (error: unknown) =>
        error instanceof Error
          ? { type: error.name, message: error.message, stack: error.stack }
          : { message: String(error) },
      // A query string may carry anything, a token in the wrong place included: only the path is logged.
      req: (request: {
        method?: string;
        url?: string;
        socket?: { remoteAddress?: string };
        id?: string;
      }) => ({
        method: request.method,
        path: request.url === undefined ? undefined : withoutTokenStrings(request.url.split('?')[0] ?? ''),
        peer: request.socket?.remoteAddress,
      }),
    },
  };
  return pino(options, destination);
}

export type LogOutput = ReturnType<typeof pino.destination>;

/** Lines that come while others are being written are written together; at the process's end all that are left are. */
export function standardOutput(): LogOutput {
  return pino.destination({ dest: 1, sync: false });
}

/** How long the last lines are waited for at most: whoever reads them may be gone. */
const LONGEST_WAIT_MS = 1_000;

/** Calls `ended` once everything is written, in its order: what is left at an exit overtakes what is on its way. */
export function endOutput(output: LogOutput, ended: () => void): void {
  output.once('close', ended);
  setTimeout(ended, LONGEST_WAIT_MS);
  output.end();
}
