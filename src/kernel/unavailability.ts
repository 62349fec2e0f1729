/** That the server cannot do its work at the moment, though it is in order itself. */
export interface Unavailability {
  /** For whoever made the request. */
  readonly message: string;
  /** When it is worth trying again. */
  readonly retryAfterSeconds: number;
}

/** Null for a fault of the program's. Handed by the composition root to whatever answers requests. */
export type TellUnavailability = (error: unknown) => Unavailability | null;
