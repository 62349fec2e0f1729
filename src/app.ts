/** The composition root: makes everything, hands each what it needs, and closes it all in order. */
import { mkdir } from 'node:fs/promises';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { Logger } from 'pino';
import { AuditExport } from './audit/audit-export';
import { AuditLog } from './audit/audit-log';
import { AuditSearch } from './audit/audit-search';
import { CountedEntries } from './audit/counted-entries';
import { UseBlocks } from './audit/use-blocks';
import { AccessExplanationService } from './authentication/access-explanation.service';
import { Authenticator, type ProvedToken } from './authentication/authenticator';
import { FirstStart } from './authentication/first-start';
import { LoginThrottle } from './authentication/login-throttle';
import { PasswordChangeService } from './authentication/password-change.service';
import { Passwords } from './authentication/passwords';
import { RequestAuthentication } from './authentication/request-authentication';
import { headerCredentials, headerOrCookieCredentials } from './authentication/session-cookie';
import { SignInService } from './authentication/sign-in.service';
import { TokenLoader } from './authentication/token-loader';
import { TokenCache } from './authentication/token-cache';
import { TokenVerificationService } from './authentication/token-verification.service';
import { TokenViews } from './authentication/token-views';
import { SecretHolderService } from './authentication/secret-holder.service';
import { VerdictRecords } from './authentication/verdict-records';
import { AuditKeeping } from './audit-keeping';
import type { Config } from './config';
import { CONSOLE_FOLDER } from './console-folder';
import { AuthenticatedHeads } from './graphql/authenticated-heads';
import { graphqlRoute } from './graphql/context';
import { directGraphql } from './graphql/direct-graphql';
import { formatErrors } from './graphql/errors';
import { KnownDocuments } from './graphql/known-documents';
import { createResolvers, servedSchema } from './graphql/schema';
import { schemaText } from './graphql/schema-text';
import { createApolloServer } from './graphql/server';
import type { Services } from './graphql/services';
import { auditExportRoute } from './http/audit-export';
import { consoleRoutes } from './http/console';
import { consoleSessionRoutes } from './http/console-session';
import { answerDirectly } from './http/direct-routes';
import { ForwardAuth } from './http/forward-auth';
import { forwardAuthQuestion } from './http/forward-auth-question';
import { forwardAuthRoutes } from './http/forward-auth-routes';
import { healthRoutes } from './http/health';
import { Introspection } from './http/introspection';
import { introspectionQuestion } from './http/introspection-question';
import { introspectionRoutes } from './http/introspection-routes';
import { leakedTokensRoute } from './http/leaked-tokens';
import { answerPlainRequests } from './http/plain-connections';
import { directQuestion } from './http/question';
import { revocationRoute } from './http/revocation';
import { createHttpServer, headersOfAll } from './http/server';
import { sessionRoutes } from './http/sessions';
import { statusRoute } from './http/status';
import { CompiledIpFilters } from './ip-filters/compiled-ip-filters';
import { IpFiltersService } from './ip-filters/ip-filters.service';
import type { Clock } from './kernel/clock';
import { OrganizationEntity } from './organizations/organization.entity';
import { OrganizationsService } from './organizations/organizations.service';
import { SearchDomainDirectory } from './organizations/search-domain-directory';
import { SearchDomainsService } from './organizations/search-domains.service';
import { UserDirectory } from './organizations/user-directory';
import { UsersService } from './organizations/users.service';
import { OrganizationAdministrationService } from './organizations/organization-administration.service';
import { OrganizationSearch } from './organizations/organization-search';
import { OrganizationOwnerService } from './authentication/organization-owner.service';
import { RolesService } from './roles/roles.service';
import { GroupsService } from './roles/groups.service';
import { RoleAssignmentsService } from './roles/role-assignments.service';
import { RoleDirectory } from './roles/role-directory';
import { EffectiveGrants } from './roles/effective-grants';
import { RetentionService } from './repository-settings/retention.service';
import { ArchivingService } from './repository-settings/archiving.service';
import { IngestTokensService } from './repository-settings/ingest-tokens.service';
import { FleetInstallationTokensService } from './fleet/fleet-installation-tokens.service';
import { LogCollectorGroupsService } from './fleet/log-collector-groups.service';
import { SecretSealer } from './tokens/secret-sealer';
import { filterUsageByPolicies } from './security-policies/filter-usage';
import { SecurityPoliciesService } from './security-policies/security-policies.service';
import { WebhookSender } from './shipping/webhook-sender';
import { answers } from './storage/answers';
import { unavailability } from './storage/database-unavailable';
import { lockFolder } from './storage/folder-lock';
import { openStore, type OpenedStore } from './storage/open-store';
import { checkSecrets } from './storage/secret-check';
import { loadAuditKey, loadPeppers, writeSecretFile } from './storage/secret-files';
import { BulkRevocationService } from './tokens/bulk-revocation.service';
import { expiringAnnouncement } from './tokens/expiring-announcement';
import { EXPIRY_SWEEP } from './tokens/expiry-sweep';
import { filterUsageByTokens } from './tokens/filter-usage';
import { policyConsequences } from './tokens/policy-consequences';
import { PolicyPreviewService } from './tokens/policy-preview';
import { PreviousSecrets } from './tokens/previous-secrets';
import { SecretHasher } from './tokens/secret-hasher';
import { PermissionCatalogService } from './tokens/permission-catalog.service';
import { TokenCreationService } from './tokens/token-creation.service';
import { TokenCreators } from './tokens/token-creators';
import { TokenPermissionsService } from './tokens/token-permissions.service';
import { TokenResetService } from './tokens/token-reset.service';
import { TokenRevocationService } from './tokens/token-revocation.service';
import { TokenSearch } from './tokens/token-search';
import { TokenStates } from './tokens/token-states';
import { TokenSweep } from './tokens/token-sweep';
import { TokenUsage } from './tokens/token-usage';
import { TokenUses } from './tokens/token-uses';
import { UsagePruning } from './tokens/usage-pruning';
import { DeliveryPruning } from './webhooks/delivery-pruning';
import { DeliveryResults } from './webhooks/delivery-results';
import { DeliverySearch } from './webhooks/delivery-search';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher';
import { WebhookOutbox } from './webhooks/webhook-outbox';
import { WebhooksService } from './webhooks/webhooks.service';
import { versionTeller } from './version';
import { Watching } from './watching';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
}

export interface App {
  /** Starts to listen; answers the address, such as `http://127.0.0.1:8080`. */
  listen(): Promise<string>;
  /** Records the tokens that have expired since the last time, as happens by itself every few seconds. */
  sweepExpiredTokens(): Promise<number>;
  /** Announces the tokens that expire soon, as happens by itself every few seconds. Answers how many. */
  announceExpiringTokens(): Promise<number>;
  /** Removes old deliveries, and makes every attempt to deliver that is due, as happens by itself every second. Answers how many attempts. */
  deliverWebhooks(): Promise<number>;
  /** Seals, forwards and removes what is due of the audit log, as happens by itself every second or minute. */
  keepAuditLog(): Promise<void>;
  /** Finishes the requests under way, writes what is left to write, and closes the database. */
  close(): Promise<void>;
}

/** @throws with a sentence for the operator when the data folder, its files or the database cannot be used. */
export async function createApp(config: Config, surroundings: Surroundings): Promise<App> {
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const unlockFolder = lockFolder(config.dataDirectory);
  try {
    const store = await openStore(config, surroundings.log);
    return await assemble(config, surroundings, store, unlockFolder);
  } catch (error) {
    unlockFolder();
    throw error;
  }
}

/** Everything above the database. Closes the store when it cannot go on. */
async function assemble(
  config: Config,
  { clock, log }: Surroundings,
  store: OpenedStore,
  unlockFolder: () => void,
): Promise<App> {
  try {
    const isUsed = await store.read.exists(OrganizationEntity);
    const peppers = await loadPeppers(config.pepperFile, isUsed);
    const auditKey = await loadAuditKey(config.auditKeyFile, isUsed);
    await checkSecrets(store, { peppers, auditKey }, config);

    const webhookOutbox = new WebhookOutbox(clock);
    const auditLog = new AuditLog(store, clock, auditKey, [webhookOutbox.onRecord]);
    const counted = new CountedEntries(store, auditLog, clock, log);
    const everyUse = config.auditUsage === 'every' ? new UseBlocks(store, auditLog, auditKey) : null;
    const tokenUses = new TokenUses(store, log);
    const hasher = new SecretHasher(peppers);
    const passwords = new Passwords(config.bcryptCost);
    const throttle = new LoginThrottle(clock);

    const firstStart = new FirstStart(store, auditLog, clock, hasher, passwords);
    const isFirst = await firstStart.run({
      rootPassword: config.rootPassword,
      keepRootToken: (token) => writeSecretFile(config.localAdminTokenFile, `${token}\n`),
    });
    if (isFirst)
      log.info(
        { file: config.localAdminTokenFile },
        'First start: the root user’s personal token is in this file.',
      );

    const sealer = new SecretSealer(peppers);
    const deliveryResults = new DeliveryResults(store, auditLog, clock, log);
    const effectiveGrants = new EffectiveGrants(store);
    const groups = new GroupsService(store, auditLog, clock);
    const roleAssignments = new RoleAssignmentsService(store, auditLog);
    const passwordChange = new PasswordChangeService(
      store,
      auditLog,
      clock,
      passwords,
      throttle,
      effectiveGrants,
    );
    const tokenRevocation = new TokenRevocationService(store, auditLog, clock);
    const tokenCreation = new TokenCreationService(store, auditLog, clock, hasher);
    const securityPolicies = new SecurityPoliciesService(store, auditLog, clock, policyConsequences);
    const tokenLoader = new TokenLoader(new CompiledIpFilters(), effectiveGrants);
    const tokenViews = new TokenViews(store);
    const services: Services = {
      organizations: new OrganizationsService(store),
      users: new UsersService(store, auditLog, clock, [
        (manager, caller, userId) => tokenRevocation.endTokensOf(manager, caller, userId),
        (manager, _caller, userId) => passwordChange.endSessionsOf(manager, userId),
        (manager, _caller, userId) => groups.endMembershipsOf(manager, userId),
      ]),
      userDirectory: new UserDirectory(store),
      passwordChange,
      searchDomains: new SearchDomainsService(store, auditLog, clock, (manager, caller, viewId) =>
        roleAssignments.endAssignmentsOn(manager, caller, viewId),
      ),
      searchDomainDirectory: new SearchDomainDirectory(store),
      ipFilters: new IpFiltersService(store, auditLog, clock, [
        filterUsageByPolicies,
        filterUsageByTokens(clock),
      ]),
      securityPolicies,
      policyPreview: new PolicyPreviewService(store, clock, securityPolicies),
      permissionCatalog: new PermissionCatalogService(store),
      tokenCreation,
      tokenReset: new TokenResetService(store, auditLog, clock, hasher, tokenCreation),
      tokenRevocation,
      tokenPermissions: new TokenPermissionsService(store, auditLog, clock),
      tokenSearch: new TokenSearch(store, clock, config.expiringSoonMs),
      tokenUses,
      tokenUsage: new TokenUsage(store),
      previousSecrets: new PreviousSecrets(store, clock),
      accessExplanation: new AccessExplanationService(store, clock, tokenLoader, tokenViews),
      tokenStates: new TokenStates(clock, config.expiringSoonMs),
      tokenCreators: new TokenCreators(store),
      bulkRevocation: new BulkRevocationService(store, auditLog, clock),
      auditSearch: new AuditSearch(store),
      organizationAdministration: new OrganizationAdministrationService(store, auditLog, clock),
      organizationSearch: new OrganizationSearch(store),
      organizationOwners: new OrganizationOwnerService(store, auditLog, clock, hasher),
      roles: new RolesService(store, auditLog, clock),
      groups,
      roleAssignments,
      roleDirectory: new RoleDirectory(store),
      effectiveGrants,
      retention: new RetentionService(store, auditLog),
      archiving: new ArchivingService(store, auditLog, clock),
      ingestTokens: new IngestTokensService(store, auditLog, clock, sealer),
      fleetInstallationTokens: new FleetInstallationTokensService(store, auditLog, clock, hasher, sealer),
      logCollectorGroups: new LogCollectorGroupsService(store, auditLog, clock),
      webhooks: new WebhooksService(
        store,
        auditLog,
        clock,
        sealer,
        config.webhooks,
        webhookOutbox,
        deliveryResults,
      ),
      webhookDeliveries: new DeliverySearch(store),
      // Not before it is asked for: printing the whole schema would take a good part of the start.
      version: versionTeller(schemaText),
    };
    const auditKeeping = new AuditKeeping(config, store, clock, auditKey, log);
    const tokenCache = new TokenCache<ProvedToken>(store.changes, config.tokenCacheSize);
    const watched = { store, auditKeeping, clock, caches: { token: () => tokenCache.counts } };
    const { readiness, monitors } = new Watching(config, watched, log);
    const authenticator = new Authenticator(store, clock, hasher, tokenLoader, effectiveGrants, tokenCache);
    const watchedAuthenticator = monitors.watchAuthentication(authenticator);
    const records = new VerdictRecords(counted, tokenUses, clock, everyUse);
    const authentication = new RequestAuthentication(watchedAuthenticator, records, clock);
    const verification = new TokenVerificationService(
      store,
      watchedAuthenticator,
      tokenViews,
      records,
      clock,
    );
    const secretHolder = new SecretHolderService(store, auditLog, clock, hasher, records);
    const signIn = new SignInService(
      store,
      auditLog,
      counted,
      clock,
      hasher,
      passwords,
      throttle,
      config.sessionLifetimeMs,
    );

    const http = await createHttpServer(config, log, unavailability, (made) => monitors.watchRequests(made));
    const documents = new KnownDocuments();
    const formatError = formatErrors(log, config.introspection, unavailability);
    const apollo = createApolloServer(config, log, formatError, documents, [
      fastifyApolloDrainPlugin(http),
      ...monitors.graphqlPlugins,
    ]);
    await apollo.start();
    const { trustedProxies, verdictCacheSeconds } = config;
    const tellUnavailability = unavailability;
    const introspection = new Introspection({
      verification,
      authentication,
      auditLog,
      clock,
      tellUnavailability,
      verdictCacheSeconds,
    });
    const forwardAuth = new ForwardAuth(verification);
    const reached = { resolvers: createResolvers(services), services, authentication, auditLog };
    const heads = new AuthenticatedHeads();
    const credentialsOf = config.console ? headerOrCookieCredentials : headerCredentials;
    const routes = [
      graphqlRoute({ apollo, reached, heads, credentialsOf, trustedProxies }),
      sessionRoutes({ signIn, authentication, trustedProxies }),
      ...(config.console
        ? [consoleSessionRoutes({ signIn, authentication, trustedProxies }), consoleRoutes(CONSOLE_FOLDER)]
        : []),
      auditExportRoute({
        auditExport: new AuditExport(store),
        authentication,
        auditLog,
        credentialsOf,
        trustedProxies,
      }),
      introspectionRoutes({ introspection, trustedProxies, tellUnavailability }),
      revocationRoute({ secretHolder, trustedProxies, tellUnavailability }),
      leakedTokensRoute({ secretHolder, trustedProxies }),
      forwardAuthRoutes({ forwardAuth, trustedProxies }),
      statusRoute(services.version, () => answers(store)),
      healthRoutes(readiness),
    ];
    for (const route of routes) route(http);
    const questions = [
      introspectionQuestion(introspection, trustedProxies),
      forwardAuthQuestion(forwardAuth, trustedProxies, tellUnavailability),
    ];
    const directRoutes = [
      ...questions.map(directQuestion),
      directGraphql({
        ...{ schema: servedSchema(), documents, reached, heads, formatError, trustedProxies },
        watchOperation: (answered) => monitors.watchOperation(answered),
      }),
    ];
    if (monitors.watchDirect !== null) {
      answerDirectly(http, directRoutes, headersOfAll(), log, monitors.watchDirect);
      answerPlainRequests(http, questions, log, (route) => monitors.watchPlain(route));
    }

    const sweep = new TokenSweep(store, auditLog, clock, log, EXPIRY_SWEEP);
    sweep.start();
    const expiringSoon = expiringAnnouncement(config.expiringSoonMs);
    const announcement = new TokenSweep(store, auditLog, clock, log, expiringSoon);
    announcement.start();
    const webhookSender = new WebhookSender(config.webhooks);
    const dispatcher = new WebhookDispatcher(
      store,
      clock,
      sealer,
      deliveryResults,
      (message) => webhookSender.post(message),
      log,
    );
    dispatcher.start();
    const pruning = new DeliveryPruning(store, clock, log);
    pruning.start();
    const usagePruning = new UsagePruning(store, clock, log);
    usagePruning.start();
    await auditKeeping.start();
    return {
      listen: () => monitors.start().then(() => http.listen({ host: config.host, port: config.port })),
      sweepExpiredTokens: () => sweep.sweep(),
      announceExpiringTokens: () => announcement.sweep(),
      async deliverWebhooks() {
        await pruning.prune();
        return dispatcher.deliver();
      },
      keepAuditLog: () => auditKeeping.round(),
      async close() {
        readiness.stop();
        await apollo.stop();
        await http.close();
        await sweep.stop();
        await announcement.stop();
        await dispatcher.stop();
        await pruning.stop();
        await usagePruning.stop();
        await tokenUses.close();
        await counted.close();
        await auditKeeping.stop();
        await store.close();
        unlockFolder();
        await monitors.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
