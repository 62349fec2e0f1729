/**
 * What is known already and may be told once a use is on record. Where each use waits for the disk there are two of
 * these for each introspection: promises of promises would cost more than what they say.
 */
import type { PendingCommit } from '../kernel/pending-commit';

export class OnceRecorded<Known> {
  constructor(
    readonly known: Known,
    /** Where it cannot be written, what is known must not be told. */
    readonly recorded: PendingCommit,
  ) {}
}

/** In time to be told. Rejects where it must not be. */
export async function whenRecorded<Known>(
  told: Known | Promise<Known> | OnceRecorded<Known>,
): Promise<Known> {
  if (!(told instanceof OnceRecorded)) return told;
  await told.recorded;
  return told.known;
}
