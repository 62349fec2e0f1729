/** Pictures of the console's pages for docs/console.md, in both colours, over a server with a week behind it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ConsoleVisit, type Scheme } from '../support/console-visit';
import { DAY, HOUR } from '../support/clock';
import type { SeededToken } from '../support/seed';

const FOLDER = path.join(process.cwd(), 'docs/screenshots');
const HEIGHT = 800;

let visit: ConsoleVisit;
let shown: { token: SeededToken; filterId: string; userId: string; groupId: string; roleId: string };

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  visit = await ConsoleVisit.begin({ TRUSTED_PROXIES: '127.0.0.1' });
  const { server } = visit;
  const { seed, clock, root } = server;
  const office = await seed.ipFilter(
    '# Head office and VPN\nallow 10.0.0.0/8\nallow 192.0.2.0/24\ndeny 10.9.0.0/16',
    'Office and VPN',
  );
  await seed.ipFilter('allow 203.0.113.17', 'Build server');
  const web = await seed.repository('web-logs');
  const payments = await seed.repository('payments');
  const all = await seed.view([{ repositoryName: 'web-logs', filter: '*' }], 'everything');
  const token = await seed.viewToken(['ReadAccess', 'ChangeDashboards'], [web, all], {
    name: 'grafana-reader',
    ipFilterId: office.id,
    expireAt: clock.now() + 40 * DAY,
  });
  await seed.organizationToken(['ManageUsers'], {
    name: 'scim-provisioning',
    ipFilterId: office.id,
    expireAt: clock.now() + 12 * DAY,
  });
  await seed.organizationToken(['ReadAuditLog'], { name: 'siem-export', expireAt: clock.now() + 90 * DAY });
  await seed.organizationToken(['IntrospectTokens'], { name: 'api-gateway', ipFilterId: office.id });
  await seed.viewToken(['ChangeS3ArchivingSettings'], payments, {
    name: 'archiving-nightly',
    expireAt: clock.now() + 200 * DAY,
  });
  await seed.viewToken(['ReadAccess', 'ChangeTriggers', 'ChangeActions'], payments, {
    name: 'alerts-as-code',
  });
  await seed.systemToken('ReadHealthCheck', { name: 'health-probe' });
  await seed.organizationToken('ChangeFleetManagement', {
    name: 'fleet-enrolment',
    expireAt: clock.now() + 8 * DAY,
  });

  const ada = await seed.user('ada', { fullName: 'Ada Lovelace', email: 'ada@example.com' });
  await seed.user('grace', { fullName: 'Grace Hopper' });
  const role = await root.ask(
    'mutation { createRole(input: { displayName: "Analyst", viewPermissions: [ReadAccess, ChangeDashboards, ChangeSavedQueries] }) { role { id } } }',
  );
  const group = await root.ask('mutation { addGroup(displayName: "Incident response") { group { id } } }');
  const groupId = group.addGroup.group.id as string;
  const roleId = role.createRole.role.id as string;
  await root.ask(
    'mutation ($input: AddUsersToGroupInput!) { addUsersToGroup(input: $input) { group { id } } }',
    {
      input: { groupId, users: [ada.id] },
    },
  );
  await root.ask(
    'mutation ($input: AssignRoleToGroupInput!) { assignRoleToGroup(input: $input) { group { role { id } } } }',
    {
      input: { groupId, roleId, viewId: web.id },
    },
  );

  // A week of use: more by day than by night, now and then from where it may not be used.
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    clock.advance(HOUR);
    const ofDay = hour % 24;
    const uses = 2 + Math.round(6 * (1 - Math.abs(ofDay - 12) / 12)) + ((hour * 7) % 4);
    for (let i = 0; i < uses; i += 1)
      await token.client
        .withHeaders({ 'x-forwarded-for': i % 3 === 0 ? '192.0.2.14' : '10.1.2.3' })
        .send('{ currentToken { id } }');
    if (hour % 17 === 0)
      for (let i = 0; i < 3; i += 1)
        await token.client
          .withHeaders({ 'x-forwarded-for': '198.51.100.23' })
          .send('{ currentToken { id } }');
  }
  await server.keepAuditLog();
  shown = { token, filterId: office.id, userId: ada.id, groupId, roleId };
}, 600_000);
afterAll(() => visit.end());

const PAGES: readonly [name: string, address: () => string, ready: string][] = [
  ['tokens', () => '/tokens', 'grafana-reader'],
  ['create-token', () => '/tokens/new?domain=organization', 'In one sentence'],
  ['token', () => `/tokens/${shown.token.id}?span=7d`, 'Addresses it came from'],
  ['ip-filters', () => '/ip-filters', 'Office and VPN'],
  ['ip-filter', () => `/ip-filters/${shown.filterId}`, 'grafana-reader'],
  ['security-policies', () => '/security-policies', 'Your draft'],
  ['audit-log', () => '/audit-log', 'Sealed up to number'],
  ['people', () => '/people', 'Ada Lovelace'],
  ['user', () => `/people/${shown.userId}`, 'Incident response'],
  ['role', () => `/roles/${shown.roleId}`, 'Incident response'],
  ['account', () => '/account', 'My account'],
];

describe.each<Scheme>(['light', 'dark'])('in %s colours', (scheme) => {
  test('signing in', async () => {
    const page = await visit.open(scheme);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
    await page.screenshot({ path: path.join(FOLDER, `sign-in-${scheme}.png`) });
    await page.context().close();
  });

  test.each(PAGES)('%s', async (name, address, ready) => {
    const page = await visit.openAsRoot(address(), scheme);
    await page.getByText(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width: 1280, height: Math.min(Math.max(whole, HEIGHT), 2 * HEIGHT) });
    await page.screenshot({ path: path.join(FOLDER, `${name}-${scheme}.png`) });
    await page.context().close();
  });
});
