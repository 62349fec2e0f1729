/** An address of the console at which there is no page. */
import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { Nothing } from './nothing';

export function NotThere(): ReactNode {
  return (
    <Page title="Not found">
      <Nothing
        icon={<IconMapOff size={24} />}
        title="There is no such page"
        action={
          <Button component={Link} href="/tokens" variant="default">
            To the tokens
          </Button>
        }
      >
        The address may be mistyped, or from another version of the console.
      </Nothing>
    </Page>
  );
}
