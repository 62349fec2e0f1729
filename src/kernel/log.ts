/** What domain code may say to the operator's log: pino fits it, and so does a list in a test. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
