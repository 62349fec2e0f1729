/** What limits tokens, for each kind of them. */
import { Alert, SimpleGrid, Stack } from '@mantine/core';
import { IconCheck, IconLock } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import {
  SecurityPoliciesFiltersDocument,
  SecurityPoliciesInForceDocument,
  SecurityPoliciesViewerDocument,
  type SecurityPoliciesInForceQuery,
  type SecurityPoliciesViewerQuery,
} from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Page } from '../shell/page';
import { PolicyEditor } from './policy-editor';

export function SecurityPoliciesPage(): ReactNode {
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <Page
      title="Security policies"
      lead="Which kinds of token there may be, how long they live, and from where they work. A change reaches the tokens that exist at once."
    >
      <div role="status">
        {saved !== null && (
          <Alert
            color="teal"
            icon={<IconCheck size={18} />}
            title="Saved"
            withCloseButton
            closeButtonLabel="Close this message"
            onClose={() => setSaved(null)}
          >
            {saved}
          </Alert>
        )}
      </div>
      <Policies onSaved={setSaved} />
    </Page>
  );
}

function Policies({ onSaved }: { onSaved: (told: string | null) => void }): ReactNode {
  const inForce = useAsked(SecurityPoliciesInForceDocument, {});
  const viewer = useAsked(SecurityPoliciesViewerDocument, {});
  const error = inForce.error ?? viewer.error;
  if (error instanceof ApiError && error.code === 'FORBIDDEN') return <MayNotRead />;
  if (error !== null && (inForce.data === undefined || viewer.data === undefined))
    return (
      <Failure
        error={error}
        retry={() => {
          void inForce.refetch();
          void viewer.refetch();
        }}
      />
    );
  if (inForce.data === undefined || viewer.data === undefined) return <LinesLoading rows={8} />;
  const { tokens } = inForce.data.organization.configs;
  if (tokens === null) return <MayNotRead />;
  const reread = async (): Promise<InForceTokens | null> =>
    (await inForce.refetch({ throwOnError: true })).data?.organization.configs.tokens ?? null;
  return <WithFilters tokens={tokens} viewer={viewer.data} reread={reread} onSaved={onSaved} />;
}

type InForceTokens = NonNullable<SecurityPoliciesInForceQuery['organization']['configs']['tokens']>;

interface WithFiltersProps {
  readonly tokens: InForceTokens;
  readonly viewer: SecurityPoliciesViewerQuery;
  readonly reread: () => Promise<InForceTokens | null>;
  readonly onSaved: (told: string | null) => void;
}

/** Who may not list the filters sees those that are enforced, and can choose none but them. */
function WithFilters({ tokens, viewer, reread, onSaved }: WithFiltersProps): ReactNode {
  const mayChange = viewer.viewerPermissions.organizationPermissions.includes('ChangeSecurityPolicies');
  const filters = useAsked(SecurityPoliciesFiltersDocument, {}, { enabled: mayChange });
  const isForbidden = filters.error instanceof ApiError && filters.error.code === 'FORBIDDEN';
  if (mayChange && filters.isPending)
    return (
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <LinesLoading rows={8} />
        <LinesLoading rows={8} />
      </SimpleGrid>
    );
  return (
    <Stack>
      {filters.error !== null && !isForbidden && (
        <Failure error={filters.error} retry={() => void filters.refetch()} />
      )}
      <PolicyEditor
        tokens={tokens}
        viewer={viewer}
        choices={filters.data?.ipFilters ?? []}
        areFiltersHidden={isForbidden}
        reread={reread}
        onSaved={onSaved}
      />
    </Stack>
  );
}

function MayNotRead(): ReactNode {
  return (
    <Nothing icon={<IconLock size={24} />} title="You may not see the security policies">
      Users may see them, and tokens that carry ChangeSecurityPolicies or a permission to manage tokens. Sign
      in as a user, or have a root of the organization create such a token.
    </Nothing>
  );
}
