/** Where a draft is shown, while there is none; and on small screens, where it is, once there is one. */
import { Button, Card, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './security-policies.css';

export function NoDraft(): ReactNode {
  return (
    <Card withBorder component="section" aria-labelledby="policy-draft">
      <Title order={2} size="h4" id="policy-draft">
        Your draft
      </Title>
      <Text size="sm" mt="xs">
        Nothing is changed yet. Once you change a policy, you see here which tokens would end, expire earlier
        or get an IP filter. Nothing happens before you save.
      </Text>
    </Card>
  );
}

export function DraftPointer({ count }: { count: number }): ReactNode {
  return (
    <div className="draft-pointer">
      <Button
        hiddenFrom="lg"
        onClick={() => {
          const heading = document.getElementById('policy-draft');
          heading?.scrollIntoView({ block: 'center' });
          heading?.focus({ preventScroll: true });
        }}
      >
        {count === 1 ? '1 change' : `${count} changes`} not saved: look at the draft
      </Button>
    </div>
  );
}
