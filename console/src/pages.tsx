/** The console's pages, each loaded when it is gone to. http/console.ts of the server knows their first words. */
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Broken } from './feedback/broken';
import { PageLoading } from './feedback/loading';
import { NotThere } from './feedback/not-there';

const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

const TokensPage = page(() => import('./tokens/tokens-page').then((m) => m.TokensPage));
const CreateTokenPage = page(() => import('./create-token/create-token-page').then((m) => m.CreateTokenPage));
const TokenPage = page(() => import('./token/token-page').then((m) => m.TokenPage));
const IpFiltersPage = page(() => import('./ip-filters/ip-filters-page').then((m) => m.IpFiltersPage));
const IpFilterPage = page(() => import('./ip-filters/ip-filter-page').then((m) => m.IpFilterPage));
const SecurityPoliciesPage = page(() =>
  import('./security-policies/security-policies-page').then((m) => m.SecurityPoliciesPage),
);
const AuditLogPage = page(() => import('./audit-log/audit-log-page').then((m) => m.AuditLogPage));
const PeoplePage = page(() => import('./people/people-page').then((m) => m.PeoplePage));
const UserPage = page(() => import('./people/user-page').then((m) => m.UserPage));
const GroupPage = page(() => import('./people/group-page').then((m) => m.GroupPage));
const RolePage = page(() => import('./people/role-page').then((m) => m.RolePage));
const AccountPage = page(() => import('./account/account-page').then((m) => m.AccountPage));

export function Pages(): ReactNode {
  const [pathname] = useLocation();
  return (
    <ErrorBoundary FallbackComponent={Broken} resetKeys={[pathname]}>
      <Suspense fallback={<PageLoading />}>
        <Switch>
          <Route path="/tokens" component={TokensPage} />
          <Route path="/tokens/new" component={CreateTokenPage} />
          <Route path="/tokens/:id" component={TokenPage} />
          <Route path="/ip-filters" component={IpFiltersPage} />
          <Route path="/ip-filters/:id" component={IpFilterPage} />
          <Route path="/security-policies" component={SecurityPoliciesPage} />
          <Route path="/audit-log" component={AuditLogPage} />
          <Route path="/people" component={PeoplePage} />
          <Route path="/people/:id" component={UserPage} />
          <Route path="/groups" component={PeoplePage} />
          <Route path="/groups/:id" component={GroupPage} />
          <Route path="/roles" component={PeoplePage} />
          <Route path="/roles/:id" component={RolePage} />
          <Route path="/account" component={AccountPage} />
          <Route path="/">
            <Redirect to="/tokens" replace />
          </Route>
          <Route path="/sign-in">
            <Redirect to="/tokens" replace />
          </Route>
          <Route component={NotThere} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
