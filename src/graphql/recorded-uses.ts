/** The use of credentials, put on record before anything is executed: where that cannot be done, nothing is. */
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './request-context';
import { rootFields } from './root-fields';

/** Null where all of them are on record at once, which is nearly always. */
export function recordOperation(
  context: RequestContext,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Promise<void> | null {
  const uses = rootFields(document, operation).map((field) => `${operation.operation} ${field}`);
  return recordUses(context, uses);
}

/** One after the other. */
export function recordUses(context: RequestContext, operations: readonly string[]): Promise<void> | null {
  for (const [place, operation] of operations.entries()) {
    const recording = context.recordUse(operation);
    if (recording !== null)
      return recording.then(() => recordUses(context, operations.slice(place + 1)) ?? undefined);
  }
  return null;
}
