/** Changes what a token may do, and shows what is added and taken away before it is saved. */
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from '../feedback/failure';
import { PermissionPicker } from '../permissions/permission-picker';
import { usePermissionCatalog } from '../permissions/use-permission-catalog';
import { changePermissions, type ScopedKind } from './token-changes';
import { DOMAIN_OF, viewsOf, type TokenFacts } from './token-facts';
import { useChange } from '../api/use-asked';

export interface ChangePermissionsDialogProps {
  readonly isOpen: boolean;
  readonly token: TokenFacts & { readonly __typename: ScopedKind };
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function ChangePermissionsDialog(props: ChangePermissionsDialogProps): ReactNode {
  const { isOpen, token, onClose } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Change permissions of “${token.name}”`} size="xl">
      {/* Begins anew each time that it is opened. */}
      <PermissionsForm {...props} />
    </Modal>
  );
}

function PermissionsForm({ token, onClose, onChanged }: ChangePermissionsDialogProps): ReactNode {
  const [value, setValue] = useState<string[]>([...token.permissions]);
  const viewIds = viewsOf(token).map(({ id }) => id);
  const catalog = usePermissionCatalog(viewIds.slice(0, 100)).data?.permissionCatalog ?? [];
  const titles = new Map(catalog.map(({ name, title }) => [name, title]));
  const titleOf = (name: string) => titles.get(name) ?? name;
  const change = useChange(() => changePermissions(token.__typename, token.id, value));
  const added = value.filter((name) => !token.permissions.includes(name));
  const removed = token.permissions.filter((name) => !value.includes(name));
  const isUnchanged = added.length === 0 && removed.length === 0;
  const domain = DOMAIN_OF[token.__typename];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isUnchanged && value.length > 0) change.mutate(undefined, { onSuccess: onChanged });
      }}
    >
      <Stack>
        <Text size="sm">
          The change holds from the token’s next request on. Its id and secret stay. You can add only what you
          may hand on yourself.
        </Text>
        {domain !== null && (
          <PermissionPicker
            domain={domain}
            viewIds={viewIds}
            value={value}
            onChange={setValue}
            disabled={change.isPending}
          />
        )}
        <Alert variant="light" role="status" aria-live="polite" title="What the change does">
          {isUnchanged && <Text size="sm">Nothing is changed yet.</Text>}
          {added.length > 0 && (
            <Text size="sm">
              <b>Adds:</b> {added.map(titleOf).join(', ')}
            </Text>
          )}
          {removed.length > 0 && (
            <Text size="sm">
              <b>Takes away:</b> {removed.map(titleOf).join(', ')}. Whatever relies on that is refused.
            </Text>
          )}
          {value.length === 0 && (
            <Text size="sm">A token needs at least one permission. Revoke it to take away all.</Text>
          )}
        </Alert>
        {change.error !== null && <Failure error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={change.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} disabled={isUnchanged || value.length === 0}>
            Save permissions
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
