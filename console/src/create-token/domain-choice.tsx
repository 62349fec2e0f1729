/** Chooses the kind of token, by what each is for. */
import { Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DOMAINS } from './domains';

export interface DomainChoiceProps {
  readonly value: string | null;
  /** Why each cannot be had, by its id. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly onChange: (id: string) => void;
}

export function DomainChoice({ value, reasons, onChange }: DomainChoiceProps): ReactNode {
  return (
    <Radio.Group label="What is the token for?" name="domain" value={value} onChange={onChange}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
        {DOMAINS.map(({ id, title, purpose }) => {
          const reason = reasons.get(id);
          return (
            <Radio
              key={id}
              value={id}
              disabled={reason !== undefined}
              label={title}
              description={
                <Stack gap={2} component="span">
                  <Text span inherit>
                    {purpose}
                  </Text>
                  {reason !== undefined && (
                    <Text span inherit fs="italic">
                      {reason}
                    </Text>
                  )}
                </Stack>
              }
            />
          );
        })}
      </SimpleGrid>
    </Radio.Group>
  );
}
