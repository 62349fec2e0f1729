/** Apollo Server with Tollgate's schema, limits and plugins. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { Log } from '../kernel/log';
import { handleRequests } from './apollo-plugins';
import type { KnownDocuments } from './known-documents';
import { LIMITS, MAX_TOKENS } from './limits';
import type { RequestContext } from './request-context';
import { servedSchema } from './schema';
import type { FormatError } from './told-result';

export interface GraphQLSettings {
  readonly introspection: boolean;
  readonly sandbox: boolean;
}

export function createApolloServer(
  settings: GraphQLSettings,
  log: Log,
  formatError: FormatError,
  documents: KnownDocuments,
  morePlugins: readonly ApolloServerPlugin<RequestContext>[],
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: servedSchema(),
    introspection: settings.introspection,
    // Without introspection an error must not spell the schema out field by field either.
    hideSchemaDetailsFromClientErrors: !settings.introspection,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    validationRules: [...LIMITS],
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    formatError,
    // main.ts hears the signals and closes everything in order.
    stopOnTerminationSignals: false,
    logger: apolloLogger(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      handleRequests(documents),
      settings.sandbox
        ? ApolloServerPluginLandingPageLocalDefault({
            embed: { runTelemetry: false },
            footer: false,
            includeCookies: false,
          })
        : ApolloServerPluginLandingPageDisabled(),
      ...morePlugins,
    ],
  });
}

function apolloLogger(log: Log) {
  return {
    debug: () => undefined,
    info: (message?: unknown) => log.info({}, String(message)),
    warn: (message?: unknown) => log.warn({}, String(message)),
    error: (message?: unknown) => log.error({}, String(message)),
  };
}
