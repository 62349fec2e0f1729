/** The scalars of LogScale's schema. */
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

export const LongScalar = new GraphQLScalarType<number, number>({
  name: 'Long',
  description:
    'A whole number of up to 64 bits, as a JSON number. Moments are milliseconds since the epoch, spans are milliseconds and sizes are bytes. Values beyond ±(2^53 − 1) are refused, since JSON clients would round them.',
  serialize: (value) => checkedLong(value),
  parseValue: (value) => checkedLong(value),
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT) throw new GraphQLError('Long must be a whole number.', { nodes: node });
    return checkedLong(Number(node.value));
  },
});

function checkedLong(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new GraphQLError('Long must be a whole number between -(2^53 - 1) and 2^53 - 1.');
  }
  return value;
}

export const DateTimeScalar = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'A moment as an RFC 3339 string in UTC, such as 2026-01-31T12:00:00.000Z.',
  /** From milliseconds since the epoch. */
  serialize: (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      throw new GraphQLError('DateTime must be a moment.');
    return new Date(value).toISOString();
  },
  parseValue: parseDateTime,
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw new GraphQLError('DateTime must be a string.', { nodes: node });
    return parseDateTime(node.value);
  },
});

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** JavaScript takes 30 February for a day in March. */
function isCalendarDay(value: unknown): boolean {
  const day = String(value).slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function parseDateTime(value: unknown): number {
  const moment = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(moment) || !isCalendarDay(value))
    throw new GraphQLError('DateTime must be an RFC 3339 string, such as 2026-01-31T12:00:00Z.');
  return moment;
}

export const RepoOrViewNameScalar = new GraphQLScalarType<string, string>({
  name: 'RepoOrViewName',
  description: 'The name of a repository or view: 1 to 100 letters, digits, “_”, “-” and “.”.',
  serialize: String,
  parseValue: (value) => {
    if (typeof value !== 'string') throw new GraphQLError('RepoOrViewName must be a string.');
    return value;
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING)
      throw new GraphQLError('RepoOrViewName must be a string.', { nodes: node });
    return node.value;
  },
});

/** Answered and never taken as an argument. */
export const JSONObjectScalar = new GraphQLScalarType<never, object>({
  name: 'JSONObject',
  description: 'Any JSON object. Its members depend on what it describes.',
  serialize: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new GraphQLError('JSONObject must be an object.');
    return value;
  },
  parseValue: () => {
    throw new GraphQLError('JSONObject is answered only.');
  },
});
