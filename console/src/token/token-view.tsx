/** The page of the token of one id, from its head to what the audit log has of it. */
import { Button, Stack, Text } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { TokenPagePoliciesDocument, TokenPageTokenDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { usePermissionCatalog } from '../permissions/use-permission-catalog';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { useNow } from '../time/use-now';
import { AddressesSection } from './addresses-section';
import { Done } from './done';
import { EntriesSection } from './entries-section';
import { ExplanationSection } from './explanation-section';
import { LifeSection } from './life-section';
import { NewSecretShown } from './new-secret-shown';
import { PermissionsSection } from './permissions-section';
import { possibleChanges } from './possible-changes';
import { PlacesSection } from './places-section';
import { toldToken } from './summary';
import { TokenActions } from './token-actions';
import type { IssuedToken } from './token-changes';
import { policyOf, viewsOf } from './token-facts';
import { TokenLead } from './token-lead';
import { UnavailableChanges } from './unavailable-changes';
import { UsageSection } from './usage-section';

const ABOVE = [{ title: 'Tokens', to: '/tokens' }];

export interface TokenViewProps {
  readonly id: string;
  /** The secret that a reset has just given it. */
  readonly secret: IssuedToken | null;
  readonly onReset: (issued: IssuedToken) => void;
  readonly onSecretKept: () => void;
}

export function TokenView({ id, secret, onReset, onSecretKept }: TokenViewProps): ReactNode {
  const now = useNow();
  const { data, error, refetch } = useAsked(TokenPageTokenDocument, { id });
  const policies = useAsked(TokenPagePoliciesDocument, {}).data?.organization.configs.tokens;
  const [done, setDone] = useState<string | null>(null);
  // By the listing: it also has those that have ended, of which token(tokenId) knows nothing.
  const token = data?.tokens.results.find((each) => each.id === id);
  const viewIds = token === undefined ? [] : viewsOf(token).map((view) => view.id);
  // A hundred is what the API takes.
  const asked = usePermissionCatalog(viewIds.slice(0, 100));
  const catalog = asked.data?.permissionCatalog;

  if (token === undefined)
    return (
      <Page title="Token" above={ABOVE}>
        {secret !== null && <NewSecretShown secret={secret.token} onKept={onSecretKept} />}
        {data !== undefined && <NoToken />}
        {data === undefined && error === null && <LinesLoading rows={8} />}
        {data === undefined && error !== null && <Failure error={error} retry={() => void refetch()} />}
      </Page>
    );

  const policy =
    policies === null || policies === undefined ? undefined : policyOf(token.__typename, policies);
  const enforced = policy?.enforcedFilter ?? null;
  const possible = possibleChanges(token, policy, catalog);
  const titles = new Map(catalog?.map(({ name, title }) => [name, title]));
  return (
    <Page
      title={token.name}
      above={ABOVE}
      lead={<TokenLead token={token} />}
      actions={
        <TokenActions token={token} possible={possible} policy={policy} onReset={onReset} onDone={setDone} />
      }
    >
      <Done message={done} />
      {secret !== null && <NewSecretShown secret={secret.token} onKept={onSecretKept} />}
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {/* In the words of the catalogue: not in the API's first. */}
      {catalog === undefined && asked.error === null ? (
        <LinesLoading rows={1} />
      ) : (
        <>
          <Text size="lg" data-testid="summary" className="secret">
            {toldToken(token, enforced, (name) => titles.get(name) ?? name, now)}
          </Text>
          <UnavailableChanges possible={possible} endReason={token.endReason} />
        </>
      )}
      <Stack gap="xl">
        <PermissionsSection token={token} catalog={catalog} />
        <PlacesSection token={token} enforced={enforced} />
        <LifeSection token={token} />
        <UsageSection id={id} />
        <AddressesSection id={id} />
        <ExplanationSection token={token} catalog={catalog} />
        <EntriesSection token={token} />
      </Stack>
    </Page>
  );
}

function NoToken(): ReactNode {
  return (
    <Nothing
      icon={<IconKeyOff size={24} />}
      title="There is no such token, or not for you"
      action={
        <Button component={Link} href="/tokens" variant="default">
          To the tokens
        </Button>
      }
    >
      The id may be mistyped, or the token may not be yours to see: you see your own personal token, and those
      that you may manage. Whoever manages tokens in your organization can look it up.
    </Nothing>
  );
}
