/** The policies for all kinds of token, with the draft of a change beside them. */
import { Alert, Grid, SimpleGrid, Stack } from '@mantine/core';
import { IconInfoCircle, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SecurityPoliciesInForceQuery, SecurityPoliciesViewerQuery } from '../api/operations';
import { useNow } from '../time/use-now';
import { DraftPanel } from './draft-panel';
import { DraftPointer, NoDraft } from './draft-place';
import { LeaveGuard } from './leave-guard';
import { endsOwnToken } from './own-token';
import { filtersOf, inputOf, KINDS, policiesOf, type FilterChoice, type PolicyKind } from './policies';
import { PolicyCard } from './policy-card';
import { differences, isComplete } from './policy-differences';
import { usePolicyDraft } from './use-policy-draft';

type InForceTokens = NonNullable<SecurityPoliciesInForceQuery['organization']['configs']['tokens']>;

export interface PolicyEditorProps {
  readonly tokens: InForceTokens;
  readonly viewer: SecurityPoliciesViewerQuery;
  /** The organization's filters, as far as one may list them. */
  readonly choices: readonly FilterChoice[];
  readonly areFiltersHidden: boolean;
  readonly reread: () => Promise<InForceTokens | null>;
  readonly onSaved: (told: string | null) => void;
}

export function PolicyEditor(props: PolicyEditorProps): ReactNode {
  const { tokens, viewer, choices, areFiltersHidden, reread, onSaved } = props;
  const now = useNow();
  const inForce = policiesOf(tokens);
  const { draft, seen, round, change, reset, take } = usePolicyDraft(inForce);

  const { organizationPermissions, systemPermissions } = viewer.viewerPermissions;
  const mayChange = organizationPermissions.includes('ChangeSecurityPolicies');
  const mayChangeSystem = mayChange && systemPermissions.includes('ChangeSystemPermissions');
  const filters = [...new Map([...choices, ...filtersOf(tokens)].map((each) => [each.id, each])).values()];
  const filterName = (id: string): string => filters.find((each) => each.id === id)?.name ?? id;

  const changes = differences(inForce, draft, filterName);
  const meanwhile = seen === null ? [] : differences(seen, inForce, filterName);
  const hasDraft = changes.length > 0 || !isComplete(draft);

  const readOnlyReason = (kind: PolicyKind): string | null => {
    // Said once for all, above.
    if (!mayChange) return '';
    return kind === 'system' && !mayChangeSystem
      ? 'To change it you need ChangeSystemPermissions, a permission of the installation.'
      : null;
  };

  return (
    <Stack>
      <LeaveGuard isNeeded={hasDraft} />
      {!mayChange && (
        <Alert color="gray" icon={<IconLock size={18} />} title="You can read the policies, not change them">
          Changing them needs the organization permission ChangeSecurityPolicies. A root of the organization
          can give it to you by a role, or to a token.
        </Alert>
      )}
      {mayChange && areFiltersHidden && (
        <Alert color="gray" icon={<IconInfoCircle size={18} />} title="You may not list the IP filters">
          You can choose among those that are enforced already. Listing all needs ChangeIPFilters or a
          permission to manage tokens.
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: mayChange ? 7 : 12 }}>
          <SimpleGrid cols={{ base: 1, md: 2, lg: 1, xl: 2 }}>
            {KINDS.map((kind) => (
              <PolicyCard
                key={kind}
                kind={kind}
                policy={draft[kind]}
                inForce={inForce[kind]}
                filters={filters}
                readOnlyReason={readOnlyReason(kind)}
                round={round}
                change={(each) => {
                  onSaved(null);
                  change(kind, each);
                }}
              />
            ))}
          </SimpleGrid>
        </Grid.Col>
        {mayChange && (
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <div className="draft-place">
              {hasDraft ? (
                <DraftPanel
                  input={inputOf(draft, mayChangeSystem)}
                  differences={changes}
                  isComplete={isComplete(draft)}
                  meanwhile={meanwhile}
                  endsOwnToken={endsOwnToken(viewer.currentToken, inForce, draft, now)}
                  ownTokenId={viewer.currentToken?.id ?? null}
                  filterName={filterName}
                  take={take}
                  reset={reset}
                  isStillInForce={async () => {
                    const read = await reread();
                    return read !== null && JSON.stringify(policiesOf(read)) === JSON.stringify(inForce);
                  }}
                  onSaved={(told) => {
                    reset();
                    onSaved(told);
                  }}
                />
              ) : (
                <NoDraft />
              )}
            </div>
          </Grid.Col>
        )}
      </Grid>
      {hasDraft && <DraftPointer count={changes.length} />}
    </Stack>
  );
}
