/** Changes a role in two steps: what it is to be, and then what that gives and takes, from whom. */
import { Button, Group, Modal, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { PeopleUpdateRoleDocument, type PeopleRoleQuery } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { PermissionPicker } from '../permissions/permission-picker';
import type { Domain } from './held';
import { updateOf, type RoleDraft } from './role-change';
import { RoleChangePreview } from './role-change-preview';

type Role = PeopleRoleQuery['role'];

const TABS: readonly { domain: Domain; label: string }[] = [
  { domain: 'View', label: 'Repositories and views' },
  { domain: 'Organization', label: 'Organization' },
  { domain: 'System', label: 'Installation (system)' },
];

function draftOf(role: Role): RoleDraft {
  return {
    displayName: role.displayName,
    description: role.description ?? '',
    permissions: {
      View: role.viewPermissions,
      Organization: role.organizationPermissions,
      System: role.systemPermissions,
    },
  };
}

export function EditRole({ role, onDone }: { role: Role; onDone: (words: string) => void }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [draft, setDraft] = useState(() => draftOf(role));
  const [isPreviewed, setIsPreviewed] = useState(false);
  const update = useTold(PeopleUpdateRoleDocument);
  const before = draftOf(role);

  function start(): void {
    setDraft(draftOf(role));
    setIsPreviewed(false);
    update.reset();
    open();
  }

  function submit(): void {
    if (!isPreviewed) {
      setIsPreviewed(true);
      return;
    }
    update.mutate(
      { input: updateOf(role.id, before, draft) },
      {
        onSuccess: () => {
          close();
          onDone('The role is saved. It holds from the next request on.');
        },
      },
    );
  }

  return (
    <>
      <Button variant="default" onClick={start}>
        Edit role
      </Button>
      <Modal
        opened={isOpen}
        onClose={update.isPending ? () => undefined : close}
        title={isPreviewed ? `Save ${role.displayName}: what changes` : `Edit ${role.displayName}`}
        size={isPreviewed ? 'md' : 'xl'}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack>
            {isPreviewed ? (
              <RoleChangePreview role={role} before={before} after={draft} />
            ) : (
              <Fields draft={draft} onChange={setDraft} />
            )}
            {update.error !== null && <Failure error={update.error} />}
            <Group justify="flex-end">
              <Button
                variant="default"
                disabled={update.isPending}
                onClick={isPreviewed ? () => setIsPreviewed(false) : close}
              >
                {isPreviewed ? 'Back' : 'Cancel'}
              </Button>
              <Button type="submit" loading={update.isPending}>
                {isPreviewed ? 'Save role' : 'See what changes'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function Fields({ draft, onChange }: { draft: RoleDraft; onChange: (draft: RoleDraft) => void }): ReactNode {
  return (
    <>
      <TextInput
        label="Name of the role"
        required
        maxLength={253}
        autoComplete="off"
        data-autofocus
        value={draft.displayName}
        onChange={(event) => onChange({ ...draft, displayName: event.currentTarget.value })}
      />
      <Textarea
        label="What it is for"
        autosize
        maxRows={6}
        maxLength={4096}
        value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
      <Text size="sm">
        A permission holds where the role is assigned: those of repositories and views on these, those of the
        organization in the organization, and so on.
      </Text>
      <Tabs defaultValue="View" keepMounted={false}>
        <Tabs.List aria-label="Kinds of permission">
          {TABS.map(({ domain, label }) => (
            <Tabs.Tab key={domain} value={domain}>
              {label} ({draft.permissions[domain].length})
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ domain }) => (
          <Tabs.Panel key={domain} value={domain} pt="md">
            <PermissionPicker
              isForRole
              domain={domain}
              viewIds={[]}
              value={draft.permissions[domain]}
              onChange={(value) =>
                onChange({ ...draft, permissions: { ...draft.permissions, [domain]: value } })
              }
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
