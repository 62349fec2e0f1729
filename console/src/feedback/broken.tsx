/** Stands where a page has failed, so that the rest goes on working. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Nothing } from './nothing';

export function Broken(): ReactNode {
  return (
    <div role="alert">
      <Nothing
        icon={<IconAlertTriangle size={24} />}
        title="This page has failed"
        action={
          <Button variant="default" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        }
      >
        Nothing that you confirmed is lost. The server may have been updated since the console was opened.
      </Nothing>
    </div>
  );
}
