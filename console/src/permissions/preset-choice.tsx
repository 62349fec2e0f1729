/** Presets to start from. One that the caller cannot hand on in full says what it goes without. */
import { Button, Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { PresetOffer } from './presets';

export interface PresetChoiceProps {
  readonly offers: readonly PresetOffer[];
  readonly value: ReadonlySet<string>;
  readonly disabled: boolean;
  readonly onChoose: (permissions: readonly string[]) => void;
}

export function PresetChoice({ offers, value, disabled, onChoose }: PresetChoiceProps): ReactNode {
  return (
    <Fieldset legend="Start from a preset (it replaces what is chosen below)" variant="unstyled">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={4}>
        {offers.map((offer) => (
          <PresetOffered
            key={offer.preset.id}
            offer={offer}
            isChosen={
              offer.grantable.length > 0 &&
              value.size === offer.grantable.length &&
              offer.grantable.every((name) => value.has(name))
            }
            disabled={disabled}
            onChoose={() => onChoose(offer.grantable)}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

function PresetOffered({
  offer: { preset, grantable, missing },
  isChosen,
  disabled,
  onChoose,
}: {
  offer: PresetOffer;
  isChosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}): ReactNode {
  const explanation = useId();
  return (
    <Stack gap={2} align="flex-start">
      <Button
        variant={isChosen ? 'filled' : 'default'}
        size="xs"
        aria-pressed={isChosen}
        aria-describedby={explanation}
        disabled={disabled || grantable.length === 0}
        onClick={onChoose}
      >
        {preset.title}
      </Button>
      <Text size="xs" id={explanation}>
        {preset.purpose}
        {missing.length > 0 &&
          (grantable.length === 0
            ? ' You cannot hand on any of it.'
            : ` Without “${missing.join('”, “')}”, which you cannot hand on.`)}
      </Text>
    </Stack>
  );
}
