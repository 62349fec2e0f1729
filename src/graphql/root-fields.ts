/** Which fields of Query or Mutation an operation asks for, whatever aliases and fragments it wraps them in. */
import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

export function rootFields(document: DocumentNode, operation: OperationDefinitionNode): readonly string[] {
  return rememberedFor(operation, fieldsOf, () => [
    ...new Set(rootFieldsByKey(document, operation).values()),
  ]);
}

/** The same by the key under which the answer holds each: its alias, or else its name. */
export function rootFieldsByKey(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, string> {
  return rememberedFor(operation, fieldsByKeyOf, () => collected(document, operation));
}

/** Documents are parsed once and served many times: what holds of one is worked out once, too. */
const fieldsOf = new WeakMap<OperationDefinitionNode, readonly string[]>();
const fieldsByKeyOf = new WeakMap<OperationDefinitionNode, ReadonlyMap<string, string>>();

function rememberedFor<T>(
  operation: OperationDefinitionNode,
  remembered: WeakMap<OperationDefinitionNode, T>,
  workOut: () => T,
): T {
  const known = remembered.get(operation);
  if (known !== undefined) return known;
  const answer = workOut();
  remembered.set(operation, answer);
  return answer;
}

function collected(document: DocumentNode, operation: OperationDefinitionNode): ReadonlyMap<string, string> {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const names = new Map<string, string>();
  const visited = new Set<string>();
  const collect = (selections: SelectionSetNode): void => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD)
        names.set((selection.alias ?? selection.name).value, selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return names;
}
