/** How large a query may be. Checked before anything of it is executed. */
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Levels of fields and inline fragments; introspection takes 15, what LogScale's clients send fewer than ten. */
export const MAX_DEPTH = 16;
/** Aliases in one query: each can repeat a costly field. */
export const MAX_ALIASES = 100;
export const MAX_DIRECTIVES = 50;
/** Lexical tokens, so that a long query costs no more than reading this far. */
export const MAX_TOKENS = 5_000;

export const LIMITS: readonly ValidationRule[] = [limitDepth, limitAliasesAndDirectives, refuseSubscriptions];

function limitDepth(context: ValidationContext): ASTVisitor {
  const depthOfFragment = new Map<string, number>();

  function depthOf(selections: SelectionSetNode | undefined): number {
    let deepest = 0;
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        deepest = Math.max(deepest, fragmentDepth(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet));
      else deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet));
    }
    return deepest;
  }

  function fragmentDepth(name: string): number {
    const known = depthOfFragment.get(name);
    if (known !== undefined) return known;
    // Until it is known: a fragment that contains itself is another rule's to refuse.
    depthOfFragment.set(name, 0);
    const depth = depthOf(context.getFragment(name)?.selectionSet);
    depthOfFragment.set(name, depth);
    return depth;
  }

  return {
    OperationDefinition(node) {
      const depth = depthOf(node.selectionSet);
      if (depth <= MAX_DEPTH) return;
      const message = `The query has a depth of ${depth} levels; at most ${MAX_DEPTH} are allowed.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

function limitAliasesAndDirectives(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  let directives = 0;
  return {
    Field(node) {
      if (node.alias !== undefined) aliases += 1;
    },
    Directive() {
      directives += 1;
    },
    Document: {
      leave() {
        refuseAbove('aliases', aliases, MAX_ALIASES);
        refuseAbove('directives', directives, MAX_DIRECTIVES);
      },
    },
  };

  function refuseAbove(what: string, count: number, max: number): void {
    if (count <= max) return;
    context.reportError(new GraphQLError(`The query has ${count} ${what}; at most ${max} are allowed.`));
  }
}

/** The schema has none; without this rule asking for one would look like a fault of the server's. */
function refuseSubscriptions(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation !== OperationTypeNode.SUBSCRIPTION) return;
      context.reportError(new GraphQLError('There are no subscriptions; ask with a query.', { nodes: node }));
    },
  };
}
