/** Writes, tries, saves and deletes an IP filter. */
import { Alert, Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import {
  IpFilterCreateDocument,
  IpFilterDeleteDocument,
  IpFilterUpdateDocument,
  type IpFilterRowFragment,
  type IpFilterViewerQuery,
} from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { Failure } from '../feedback/failure';
import { FilterTrial } from './filter-trial';
import { FilterUsersList } from './filter-users';
import { OwnAddressWarning } from './own-address-warning';
import { withExample } from './rule-text';
import { RulesEditor, useRulesCheck } from './rules-editor';
import { SyntaxHelp } from './syntax-help';
import { toldUsers, useFilterUsers } from './use-filter-users';

export interface IpFilterFormProps {
  /** Null for a new one. */
  readonly filter: IpFilterRowFragment | null;
  readonly viewer: IpFilterViewerQuery;
  readonly onDone: (told: string) => void;
}

/** How many tokens are named. */
const NAMED_TOKENS = 50;

export function IpFilterForm({ filter, viewer, onDone }: IpFilterFormProps): ReactNode {
  const [, navigate] = useLocation();
  const [name, setName] = useState(filter?.name ?? '');
  const [text, setText] = useState(filter?.ipFilter ?? '');
  const [isTried, setIsTried] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const check = useRulesCheck(text);
  const users = useFilterUsers(filter?.id ?? null, NAMED_TOKENS);
  const create = useTold(IpFilterCreateDocument);
  const update = useTold(IpFilterUpdateDocument);
  const remove = useTold(IpFilterDeleteDocument);
  const mayChange = viewer.viewerPermissions.organizationPermissions.includes('ChangeIPFilters');
  const isChanged = name !== (filter?.name ?? '') || text !== (filter?.ipFilter ?? '');
  const nameFault = name.trim() === '' ? 'Give the filter a name.' : undefined;
  const textFault = text.trim() === '' ? 'Write at least one rule.' : undefined;
  const isFaulty = nameFault !== undefined || textFault !== undefined || (check?.faults.length ?? 0) > 0;
  const affected = filter === null ? '' : toldUsers(users);

  function save(event: SyntheticEvent): void {
    event.preventDefault();
    setIsTried(true);
    if (isFaulty) return;
    if (filter === null)
      create.mutate(
        { input: { name, ipFilter: text } },
        {
          onSuccess: ({ createIPFilter }) => {
            onDone(`The filter “${createIPFilter.name}” is created. Give it to tokens as you create them.`);
            navigate(`/ip-filters/${createIPFilter.id}`, { replace: true });
          },
        },
      );
    else
      update.mutate(
        { input: { id: filter.id, name, ipFilter: text } },
        { onSuccess: () => onDone('Saved. The rules hold from the next request on.') },
      );
  }

  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <form onSubmit={save} noValidate>
          <Stack>
            <TextInput
              label="Name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={isTried ? nameFault : undefined}
              readOnly={!mayChange}
              required
              maw={480}
            />
            <RulesEditor
              value={text}
              onChange={setText}
              check={check}
              error={isTried ? textFault : undefined}
              readOnly={!mayChange}
            />
            <OwnAddressWarning
              viewer={viewer}
              filterId={filter?.id ?? null}
              policies={users.policies}
              ipFilter={text}
              canTry={check?.faults.length === 0 && text !== filter?.ipFilter}
            />
            {filter !== null && isChanged && text !== filter.ipFilter && affected !== '' && (
              <Alert color="yellow" title={`Saving changes ${affected}`}>
                The new rules hold from the next request on, for everything that uses the filter.
              </Alert>
            )}
            {(create.error ?? update.error) !== null && <Failure error={create.error ?? update.error} />}
            {mayChange && (
              <Group>
                <Button
                  type="submit"
                  loading={create.isPending || update.isPending}
                  disabled={filter !== null && !isChanged}
                >
                  {filter === null ? 'Create IP filter' : 'Save changes'}
                </Button>
                {filter !== null && (
                  <Button variant="default" onClick={() => setIsDeleting(true)}>
                    Delete IP filter
                  </Button>
                )}
              </Group>
            )}
            <FilterTrial ipFilter={text} canTry={check?.faults.length === 0} />
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="lg">
          {filter !== null && <FilterUsersList users={users} />}
          <SyntaxHelp
            onInsert={mayChange ? (rules) => setText((present) => withExample(present, rules)) : undefined}
          />
        </Stack>
      </Grid.Col>
      {filter !== null && (
        <Confirmation
          isOpen={isDeleting}
          title={`Delete the IP filter “${filter.name}”?`}
          verb="Delete IP filter"
          isBusy={remove.isPending}
          error={remove.error}
          onClose={() => {
            setIsDeleting(false);
            remove.reset();
          }}
          onConfirm={() =>
            remove.mutate({ id: filter.id }, { onSuccess: () => navigate('/ip-filters', { replace: true }) })
          }
        >
          <Text size="sm">
            It is gone from the list and can be given to no token. While a token or a policy uses it
            {affected === '' || affected === '0 tokens' ? '' : ` (now ${affected})`}, it cannot be deleted.
          </Text>
        </Confirmation>
      )}
    </Grid>
  );
}
