/** The console's frame: where one can go, who one is. */
import {
  ActionIcon,
  Anchor,
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconChevronDown,
  IconFilter,
  IconHistory,
  IconKey,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../session/session';
import { Link } from './link';
import mark from './mark.svg';

const PLACES = [
  { to: '/tokens', label: 'Tokens', icon: IconKey },
  { to: '/ip-filters', label: 'IP filters', icon: IconFilter },
  { to: '/security-policies', label: 'Security policies', icon: IconShieldLock },
  { to: '/audit-log', label: 'Audit log', icon: IconHistory },
  { to: '/people', label: 'People and roles', icon: IconUsers, also: ['/groups', '/roles'] },
] as const;

export function Shell({ children }: { children: ReactNode }): ReactNode {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [pathname] = useLocation();
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="lg"
    >
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
              aria-expanded={isOpen}
            />
            <Anchor
              component={Link}
              href="/tokens"
              underline="never"
              c="inherit"
              aria-label="Tollgate, tokens"
            >
              <Group gap="xs" wrap="nowrap">
                <img src={mark} width={28} height={28} alt="" />
                <Text fw={700} visibleFrom="xs">
                  Tollgate
                </Text>
              </Group>
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SchemeSwitch />
            <Who />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Console">
        <AppShell.Section grow component={ScrollArea}>
          {PLACES.map((place) => {
            const { to, label, icon: Icon } = place;
            const isHere =
              isWithin(pathname, to) ||
              ('also' in place && place.also.some((other) => isWithin(pathname, other)));
            return (
              <NavLink
                key={to}
                component={Link}
                href={to}
                label={label}
                active={isHere}
                aria-current={isHere ? 'page' : undefined}
                leftSection={<Icon size={18} aria-hidden />}
              />
            );
          })}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function isWithin(pathname: string, place: string): boolean {
  return pathname === place || pathname.startsWith(`${place}/`);
}

function SchemeSwitch(): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const label = scheme === 'dark' ? 'Light colours' : 'Dark colours';
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        {scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}

function Who(): ReactNode {
  const { me, name, isByToken, end } = useSession();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton aria-label={`${name}, account`} className="who">
          <Group gap={6} wrap="nowrap">
            {isByToken ? <IconKey size={18} aria-hidden /> : <IconUserCircle size={18} aria-hidden />}
            <Text size="sm" maw={160} truncate visibleFrom="xs">
              {name}
            </Text>
            <IconChevronDown size={14} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {isByToken ? 'Signed in with a token' : 'Signed in'} at {me.organization.name}
        </Menu.Label>
        <Menu.Item component={Link} href="/account" leftSection={<IconUserCircle size={16} />}>
          My account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void end()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
