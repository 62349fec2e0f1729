/** How large a query may be. Checked before anything of it is executed. */
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { ValidationRule } from 'graphql';

/** Levels of fields; what LogScale's clients send has fewer than ten. */
export const MAX_DEPTH = 16;
/** Aliases in one query: each can repeat a costly field. */
export const MAX_ALIASES = 100;
export const MAX_DIRECTIVES = 50;
/** Lexical tokens, so that a long query costs no more than reading this far. */
export const MAX_TOKENS = 5_000;

export const LIMITS: readonly ValidationRule[] = [
  maxDepthRule({ n: MAX_DEPTH, ignoreIntrospection: true }),
  maxAliasesRule({ n: MAX_ALIASES }),
  maxDirectivesRule({ n: MAX_DIRECTIVES }),
];
