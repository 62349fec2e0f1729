/** A page's frame: where it is, what it is called, what can be done on it. */
import { Anchor, Box, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Link } from './link';
import { useTitle } from './use-title';

export interface PageProps {
  readonly title: string;
  /** One sentence on what the page is for. */
  readonly lead?: ReactNode;
  /** The pages above. */
  readonly above?: readonly { readonly title: string; readonly to: string }[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, lead, above = [], actions, children }: PageProps): ReactNode {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  const [pathname] = useLocation();
  // Who cannot see that the page is another one is told so, and goes on from its top.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [pathname]);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {above.length > 0 && (
          <Breadcrumbs fz="sm">
            {above.map((page) => (
              <Anchor key={page.to} component={Link} href={page.to} inherit>
                {page.title}
              </Anchor>
            ))}
            <Text inherit c="dimmed" span>
              {title}
            </Text>
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="flex-end">
          <Box miw={0}>
            <Title order={1} size="h2" ref={heading} tabIndex={-1} className="heading">
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dimmed" size="sm" component="div">
                {lead}
              </Text>
            )}
          </Box>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}
