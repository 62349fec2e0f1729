/** The console's pages of people: why a user may do a thing, and what changes say and do. */
import type { Page } from 'playwright-core';
import { describeInChromium } from '../support/chromium';
import { barriersOn, complaintsOf, ConsoleVisit } from '../support/console-visit';
import type { SeededDomain, SeededUser } from '../support/seed';

describeInChromium('people in the console', () => {
  let visit: ConsoleVisit;
  let page: Page;
  let ada: SeededUser;
  let logs: SeededDomain;
  let role: string;
  let analysts: string;
  let leads: string;

  beforeAll(async () => {
    visit = await ConsoleVisit.begin();
    const { root, seed } = visit.server;
    ada = await seed.user('ada', { fullName: 'Ada' });
    logs = await seed.repository('web-logs');
    role = await named(
      'mutation ($name: String!) { createRole(input: { displayName: $name, viewPermissions: [ReadAccess, ChangeTriggers], organizationPermissions: [ManageUsers] }) { made: role { id } } }',
      'Reader',
    );
    analysts = await group('Analysts');
    leads = await group('Leads');
    await root.ask(
      'mutation ($groupId: String!, $roleId: String!, $viewId: String!) { assignRoleToGroup(input: { groupId: $groupId, roleId: $roleId, viewId: $viewId }) { group { role { id } } } }',
      { groupId: analysts, roleId: role, viewId: logs.id },
    );
    await root.ask(
      'mutation ($groupId: String!, $roleId: String!) { assignOrganizationRoleToGroup(input: { groupId: $groupId, roleId: $roleId }) { group { role { id } } } }',
      { groupId: leads, roleId: role },
    );
    await root.ask(
      'mutation ($groupId: String!, $users: [String!]!) { addUsersToGroup(input: { groupId: $groupId, users: $users }) { group { id } } }',
      { groupId: analysts, users: [ada.id] },
    );
    page = await visit.openAsRoot('/people');
  }, 120_000);

  afterAll(() => visit.end());

  const group = (name: string) =>
    named('mutation ($name: String!) { addGroup(displayName: $name) { made: group { id } } }', name);

  async function named(mutation: string, name: string): Promise<string> {
    const answer = await visit.server.root.ask(mutation, { name });
    const [made] = Object.values<{ made: { id: string } }>(answer);
    return made?.made.id ?? '';
  }

  /** Whether the user’s own token gets an answer. */
  async function mayListUsers(): Promise<boolean> {
    const { client } = await visit.server.seed.personalTokenOf(ada);
    return client.ask('{ users { id } }').then(
      () => true,
      () => false,
    );
  }

  it('tells by which group and role a user holds a permission, which a request of theirs bears out', async () => {
    await page.goto(`/people/${ada.id}?permission=ReadAccess&view=${logs.id}`);
    const told = page.getByRole('alert').filter({ hasText: 'Yes, on web-logs' });
    await told.getByText('Because Ada is in Analysts, which has the role Reader on web-logs.').waitFor();
    const { client } = await visit.server.seed.personalTokenOf(ada);
    const { repository } = await client.ask('{ repository(name: "web-logs") { id } }');
    expect(repository.id).toBe(logs.id);
  });

  it('tells through which wider permission of a role a narrower one is held', async () => {
    await page.goto(`/people/${ada.id}?permission=CreateTriggers&view=${logs.id}`);
    await page
      .getByRole('alert')
      .filter({ hasText: 'Yes, on web-logs' })
      .getByText('the role gives ChangeTriggers, which includes CreateTriggers')
      .waitFor();
  });

  it('says no where the API says no, and that joining a group that gives it makes both say yes', async () => {
    expect(await mayListUsers()).toBe(false);
    await page.goto(`/people/${ada.id}?permission=ManageUsers`);
    const no = page.getByRole('alert').filter({ hasText: 'No, not in the organization' });
    await no.getByText('Leads, with the role Reader').waitFor();

    await no.getByRole('button', { name: 'Add to Leads' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add Ada to Leads' });
    await dialog.getByText('in the organization: Manage users').waitFor();
    await dialog.getByRole('button', { name: 'Add to group' }).click();

    await page.getByText('Ada is in Leads now, from the next request on.').waitFor();
    await page.getByRole('alert').filter({ hasText: 'Yes, in the organization' }).waitFor();
    expect(await mayListUsers()).toBe(true);
  });

  it('takes a user out of a group after saying what they lose', async () => {
    await page.goto(`/people/${ada.id}`);
    await page.getByRole('button', { name: 'Take Ada out of Leads' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take Ada out of Leads' });
    await dialog.getByText('in the organization: Manage users').waitFor();
    await dialog.getByRole('button', { name: 'Take out of group' }).click();
    await page.getByText('Ada is out of Leads, from the next request on.').waitFor();
    expect(await mayListUsers()).toBe(false);
  });

  it('tells what a change of a role adds before it is saved, and keeps what was not touched', async () => {
    await page.goto(`/roles/${role}`);
    await page.getByRole('button', { name: 'Edit role' }).click();
    await page.getByRole('checkbox', { name: 'Query dashboards' }).check();
    await page.getByRole('button', { name: 'See what changes' }).click();
    await page.getByText('Where it is assigned: on web-logs:').waitFor();
    await page.getByText('Adds: Query dashboards').waitFor();
    const read = async () =>
      (
        await visit.server.root.ask(
          'query ($id: String!) { role(roleId: $id) { viewPermissions organizationPermissions } }',
          { id: role },
        )
      ).role;
    expect((await read()).viewPermissions).not.toContain('QueryDashboard');

    await page.getByRole('button', { name: 'Save role' }).click();
    await page.getByText('The role is saved.').waitFor();
    const after = await read();
    expect([...after.viewPermissions].sort()).toEqual(['ChangeTriggers', 'QueryDashboard', 'ReadAccess']);
    expect(after.organizationPermissions).toEqual(['ManageUsers']);
  });

  it('creates a user with the keyboard alone, and gives the focus back when the dialog is left', async () => {
    await page.goto('/people');
    const create = page.getByRole('button', { name: 'Create user' });
    await create.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('User name').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction('document.activeElement?.textContent?.includes("Create user")');

    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('User name').fill('grace');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'grace', level: 1 }).waitFor();
    const { users } = await visit.server.root.ask('{ users(search: "grace") { username } }');
    expect(users).toEqual([{ username: 'grace' }]);
  });

  it('removes a user after naming what ends, and their token is refused at once', async () => {
    const gone = await visit.server.seed.user('leaver');
    const { client } = await visit.server.seed.personalTokenOf(gone);
    await page.goto(`/people/${gone.id}`);
    await page.getByRole('button', { name: 'Remove user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove leaver' });
    await dialog.getByText('their personal token stops working').waitFor();
    await dialog.getByRole('button', { name: 'Remove user' }).click();
    await page.getByText('leaver (leaver) is removed.').waitFor();
    await expect(client.ask('{ viewer { id } }')).rejects.toThrow();
  });

  describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
    let other: Page;

    beforeAll(async () => {
      other = await visit.openAsRoot('/people', scheme);
    });

    afterAll(() => other.context().close());

    it.each([
      { what: 'the users', path: () => '/people', ready: 'Ada' },
      { what: 'the groups', path: () => '/groups', ready: 'Leads' },
      { what: 'the roles', path: () => '/roles', ready: 'Reader' },
      {
        what: 'a user',
        path: () => `/people/${ada.id}?permission=ManageUsers`,
        ready: 'Add to Leads…',
      },
      { what: 'a group', path: () => `/groups/${analysts}`, ready: 'Take out' },
      { what: 'a role', path: () => `/roles/${role}`, ready: 'ReadAccess' },
    ])('has no barriers on the page of $what', async ({ path, ready }) => {
      await other.goto(path());
      await other.getByText(ready, { exact: true }).first().waitFor();
      expect(await barriersOn(other)).toEqual([]);
      expect(complaintsOf(other)).toEqual([]);
    });

    it('has no barriers in the dialog that changes a role', async () => {
      await other.goto(`/roles/${role}`);
      await other.getByRole('button', { name: 'Edit role' }).click();
      await other.getByRole('checkbox', { name: 'Query dashboards' }).waitFor();
      expect(await barriersOn(other)).toEqual([]);
    });
  });
});
