/** The form of a new token of a kind. */
import { Alert, Button, MultiSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { ApiError } from '../api/api-error';
import { CreateTokenViewsDocument, IpFiltersDocument, type CreateTokenSettingQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { useRulesCheck } from '../ip-filters/rules-editor';
import { ofDomain } from '../permissions/offered-permissions';
import { PermissionPicker } from '../permissions/permission-picker';
import { presetOffers } from '../permissions/presets';
import { usePermissionCatalog } from '../permissions/use-permission-catalog';
import { Moment } from '../time/moment';
import { useNow } from '../time/use-now';
import { tokenSummary } from '../tokens/token-summary';
import type { Policy, TokenDomain } from './domains';
import { defaultExpiry, readExpiry } from './expiry';
import { ExpiryField } from './expiry-field';
import { FilterField, type FilterChoice } from './filter-field';
import { faultOf, type Faults } from './form-faults';
import { useCreation, type Created } from './use-creation';

export interface TokenFormProps {
  readonly domain: TokenDomain;
  readonly policy: Policy;
  readonly setting: CreateTokenSettingQuery;
  /** Chosen to begin with, by id or name. */
  readonly views: readonly string[];
  readonly preset: string | null;
  readonly onCreated: (created: Created, summary: string) => void;
}

const MOST_VIEWS = 100;

export function TokenForm({
  domain,
  policy,
  setting,
  preset,
  onCreated,
  ...given
}: TokenFormProps): ReactNode {
  const { kind } = domain;
  const isPersonal = domain.permissions === null;
  const isView = kind === 'ViewPermissionsToken';
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [chosenViews, setChosenViews] = useState<readonly string[] | null>(null);
  const [chosenPermissions, setChosenPermissions] = useState<readonly string[] | null>(null);
  const [expiry, setExpiry] = useState(() => defaultExpiry(policy.maximumMs));
  const [filter, setFilter] = useState<FilterChoice>({ way: 'none', id: null, name: '', text: '' });
  const [tried, setTried] = useState(0);
  const check = useRulesCheck(filter.text);
  const { telling, leftFilter } = useCreation();

  const domains = useAsked(CreateTokenViewsDocument, {}, { enabled: isView });
  const known = domains.data?.searchDomains ?? [];
  const views =
    chosenViews ??
    known
      .filter(({ id, name: own }) => given.views.includes(id) || given.views.includes(own))
      .map(({ id }) => id);
  const catalog = usePermissionCatalog(isView ? views : []).data?.permissionCatalog ?? [];
  const offered = domain.permissions === null ? [] : ofDomain(catalog, domain.permissions);
  const preselected =
    domain.permissions === null
      ? undefined
      : presetOffers(domain.permissions, offered).find((offer) => offer.preset.id === preset)?.grantable;
  const permissions = chosenPermissions ?? preselected ?? [];
  const filters = useAsked(IpFiltersDocument, {}, { enabled: filter.way === 'listed' }).data?.ipFilters ?? [];

  const read = readExpiry(expiry, policy.maximumMs, now);
  const ownRules =
    filter.way === 'written'
      ? filter.text
      : filter.way === 'listed'
        ? filters.find(({ id }) => id === filter.id)?.ipFilter
        : undefined;
  const summary = tokenSummary(
    {
      kind,
      permissions: permissions.map((each) => offered.find((one) => one.name === each)?.title ?? each),
      views: known.filter(({ id }) => views.includes(id)).map((view) => view.name),
      ipFilters: [ownRules, policy.ipFilter?.ipFilter].filter(
        (rules): rules is string => rules !== undefined && rules.trim() !== '',
      ),
      expireAt: 'expireAt' in read ? read.expireAt : null,
    },
    now,
  );
  const lost = offered.filter((each) => permissions.includes(each.name) && !each.grantable);
  const mine: Faults = {
    ...(!isPersonal && name.trim() === '' ? { name: 'Give it a name that says what it is for.' } : {}),
    ...(isView && views.length === 0 ? { views: 'Choose at least one repository or view.' } : {}),
    ...(!isPersonal && permissions.length === 0 ? { permissions: 'Choose at least one permission.' } : {}),
    ...(lost.length > 0 ? { permissions: 'Take out what you cannot hand on.' } : {}),
    ...('fault' in read ? { expiry: read.fault } : {}),
    ...filterFault(filter, check?.faults.length ?? 0),
  };
  const told = faultOf(telling.error);
  const faults: Faults = { ...(told ?? {}), ...(tried > 0 ? mine : {}) };

  // Whoever sends off what is faulty is brought to the first fault.
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[data-fault] :is(input, textarea)')?.focus();
  }, [tried]);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    const current = readExpiry(expiry, policy.maximumMs, Date.now());
    setTried((count) => count + 1);
    if (Object.keys(mine).length > 0 || 'fault' in current) return;
    telling.mutate(
      {
        kind,
        name: name.trim(),
        views,
        permissions,
        expireAt: current.asked,
        filter:
          filter.way === 'written'
            ? { way: 'written', name: filter.name.trim(), text: filter.text }
            : filter.way === 'listed' && filter.id !== null
              ? { way: 'listed', id: filter.id }
              : { way: 'none' },
      },
      { onSuccess: (created) => onCreated(created, summary) },
    );
  }

  const isUnlimited =
    'expireAt' in read && read.expireAt === null && filter.way === 'none' && policy.ipFilter === null;
  const former = setting.viewerOpt?.token;
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg" maw={960}>
        {isPersonal && former !== null && former !== undefined && (
          <Alert
            color="yellow"
            icon={<IconAlertTriangle size={18} />}
            title="Your present personal token stops working"
          >
            You have one already, last used <Moment time={former.lastUsedAt} />. Whatever uses it is turned
            away as soon as you create this one.
          </Alert>
        )}
        {!isPersonal && (
          <div data-fault={faults.name === undefined ? undefined : ''}>
            <TextInput
              label="Name"
              description="What it is for and who runs it, such as “Nightly report, team Ada”."
              required
              maw={480}
              maxLength={253}
              autoComplete="off"
              value={name}
              error={faults.name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </div>
        )}
        {isView && (
          <div data-fault={faults.views === undefined ? undefined : ''}>
            {domains.error !== null ? (
              <Failure error={domains.error} retry={() => void domains.refetch()} />
            ) : (
              <MultiSelect
                label="Repositories and views"
                description={`The token reaches these alone: ${views.length} chosen, ${MOST_VIEWS} at most.`}
                required
                searchable
                clearable
                clearButtonProps={{ 'aria-label': 'Clear the repositories and views' }}
                limit={200}
                maxValues={MOST_VIEWS}
                data={known.map((view) => ({
                  value: view.id,
                  label: `${view.name} (${view.__typename === 'View' ? 'view' : 'repository'})`,
                }))}
                nothingFoundMessage="None of that name that you may see"
                value={[...views]}
                error={faults.views}
                onChange={setChosenViews}
              />
            )}
          </div>
        )}
        {domain.permissions !== null && (
          <Stack gap="xs" data-fault={faults.permissions === undefined ? undefined : ''}>
            <Title order={2} size="h4">
              What may it do?
            </Title>
            {faults.permissions !== undefined && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {faults.permissions}
              </Text>
            )}
            <PermissionPicker
              domain={domain.permissions}
              viewIds={views}
              value={permissions}
              onChange={setChosenPermissions}
            />
          </Stack>
        )}
        <div data-fault={faults.expiry === undefined ? undefined : ''}>
          <ExpiryField
            value={expiry}
            maximumMs={policy.maximumMs}
            now={now}
            error={faults.expiry}
            onChange={setExpiry}
          />
        </div>
        <div data-fault={faults.filter === undefined ? undefined : ''}>
          <FilterField
            value={filter}
            check={check}
            enforced={policy.ipFilter}
            mayWrite={setting.viewerPermissions.organizationPermissions.includes('ChangeIPFilters')}
            error={faults.filter}
            onChange={setFilter}
          />
        </div>
        {isUnlimited && (
          <Alert color="orange" icon={<IconAlertTriangle size={18} />} title="Nothing limits this token">
            It works for ever and from anywhere: whoever finds it can use it until somebody revokes it. Give
            it an expiry or an IP filter.
          </Alert>
        )}
        <Alert color="blue" title="In one sentence" data-testid="summary">
          <Text size="sm" className="wrapped" aria-live="polite">
            {summary}
          </Text>
        </Alert>
        {telling.error !== null && told === null && <Failure error={telling.error} />}
        {telling.error instanceof ApiError && telling.error.code === 'UNREACHABLE' && (
          <Text size="sm">
            Look whether the token is in the list before you try again: it may have been created.
          </Text>
        )}
        {telling.error !== null && leftFilter !== null && (
          <Alert color="yellow" title={`The filter “${leftFilter.name}” was created, the token was not`}>
            If you try again, the token gets that filter; no second one is made.
          </Alert>
        )}
        <div>
          <Button type="submit" loading={telling.isPending}>
            Create token
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function filterFault({ way, id, name, text }: FilterChoice, faults: number): Faults {
  if (way === 'listed' && id === null) return { filter: 'Choose a filter.' };
  if (way !== 'written') return {};
  if (name.trim() === '') return { filter: 'Give the new filter a name.' };
  if (text.trim() === '') return { filter: 'Write at least one rule.' };
  return faults > 0 ? { filter: 'Mend the rules at the lines shown.' } : {};
}
