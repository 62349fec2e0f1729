/** A list that is searched and paged, both in the URL. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';

/** How long to wait for the next letter, in milliseconds. */
const TYPING_MS = 250;

export const PAGE_SIZE = 50;

export interface Searched {
  readonly typed: string;
  readonly search: string;
  readonly pageNumber: number;
  readonly type: (text: string) => void;
  readonly turnTo: (pageNumber: number) => void;
}

export function useSearched(): Searched {
  const [parameters, setParameters] = useSearchParams();
  const search = parameters.get('search') ?? '';
  const page = Number(parameters.get('page') ?? '1');
  const [typed, type] = useState(search);
  const [settled] = useDebouncedValue(typed, TYPING_MS);

  useEffect(() => {
    if (settled === search) return;
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        if (settled === '') next.delete('search');
        else next.set('search', settled);
        next.delete('page');
        return next;
      },
      { replace: true },
    );
    // Only what is typed changes the URL.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

  return {
    typed,
    search,
    pageNumber: Number.isSafeInteger(page) && page > 0 ? page : 1,
    type,
    turnTo: (pageNumber) =>
      setParameters((now) => {
        const next = new URLSearchParams(now);
        if (pageNumber === 1) next.delete('page');
        else next.set('page', String(pageNumber));
        return next;
      }),
  };
}

export function SearchField({ searched, label }: { searched: Searched; label: string }): ReactNode {
  return (
    <TextInput
      label={label}
      type="search"
      value={searched.typed}
      onChange={(event) => searched.type(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      maw={420}
    />
  );
}

export interface PageTurnerProps {
  readonly searched: Searched;
  readonly pageInfo: { readonly number: number; readonly total: number; readonly totalNumberOfRows: number };
  /** Such as `users`. */
  readonly what: string;
}

export function PageTurner({ searched, pageInfo, what }: PageTurnerProps): ReactNode {
  const { number, total, totalNumberOfRows } = pageInfo;
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {totalNumberOfRows} {what}
          {total > 1 && `, page ${number} of ${total}`}
        </Text>
        {total > 1 && (
          <Group gap="xs" component="nav" aria-label={`Pages of ${what}`}>
            <Button
              size="xs"
              variant="default"
              disabled={number <= 1}
              onClick={() => searched.turnTo(number - 1)}
            >
              Previous page
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={number >= total}
              onClick={() => searched.turnTo(number + 1)}
            >
              Next page
            </Button>
          </Group>
        )}
      </Group>
    </Stack>
  );
}
