/**
 * GraphQL's own error messages, without what must not be in them: the values that were sent, a
 * password among them for all anyone knows, and, where the schema is not public, guesses at its names.
 */

/** What graphql-js says of a variable before it says what is wrong: all of the value, however long. */
const VARIABLE = /^Variable "(\$\w+)" got invalid value [\s\S]*$/;
const PATH = / at "([\w.[\]]+)"; (?!.* at "[\w.[\]]+"; )/s;

/** The reasons that name types and fields and no value. */
const REASONS = [
  /Field "\w+" of required type "[\w[\]!]+" was not provided\./g,
  /Field "\w+" is not defined by type "\w+"\./g,
  /Expected (?:value of )?(?:non-nullable )?type "[\w[\]!]+"(?: to be an object| not to be null)?\./g,
  /Enum "\w+" cannot represent/g,
  /does not exist in "\w+" enum/g,
  /\b\w+ (?:cannot represent|must be) [^:"'.]*/g,
];

const REPRESENTS_VALUE = /( cannot represent [^:]*): [\s\S]*$/;
/** A string written into the query, as errors of syntax and validation quote it. */
const QUOTED_STRING = /(, found )(?:String |BlockString )?"[\s\S]*$/;
const SUGGESTION = / ?Did you mean [^?]*\?/g;

export function clientMessage(message: string, schemaIsPublic: boolean): string {
  if (message.includes('Maximum call stack size exceeded'))
    return 'Syntax Error: The query is nested too deeply.';
  const variable = VARIABLE.exec(message)?.[1];
  const masked = variable === undefined ? withoutLiterals(message) : ofVariable(variable, message);
  const suggestion = SUGGESTION.exec(message)?.[0] ?? '';
  SUGGESTION.lastIndex = 0;
  if (!schemaIsPublic) return masked.replace(SUGGESTION, '');
  return variable === undefined ? masked : masked + suggestion;
}

function ofVariable(variable: string, message: string): string {
  const path = PATH.exec(message)?.[1];
  const where = path === undefined ? '' : ` at "${path}"`;
  const reasons = REASONS.flatMap((reason) => [...message.matchAll(reason)]);
  // The value comes before the reason, so what it may hold that looks like a reason comes before it too.
  const last = reasons
    .sort((a, b) => a.index - b.index)
    .at(-1)?.[0]
    .replace(/[.\s]*$/, '');
  return `Variable "${variable}" got an invalid value${where}: ${last ?? 'it is of another type'}.`;
}

function withoutLiterals(message: string): string {
  return message.replace(REPRESENTS_VALUE, '$1.').replace(QUOTED_STRING, '$1a string.');
}
