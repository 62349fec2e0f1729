/** The list of tokens, and signing in, as somebody in front of a browser meets them. */
import type { Page } from 'playwright-core';
import { barriersOn, complaintsOf, ConsoleVisit, ROOT_PASSWORD, storedBy } from '../support/console-visit';
import { describeInChromium } from '../support/chromium';
import { DAY } from '../support/clock';

/** The names in the table, in their order, once it has settled on as many as there are to be. */
async function namesIn(page: Page, count: number): Promise<string[]> {
  const rows = page.locator('tbody tr');
  await rows.nth(count - 1).waitFor();
  await page.locator('table[aria-busy="false"]').waitFor();
  return page.locator('tbody th').allInnerTexts();
}

describeInChromium('the console', () => {
  let visit: ConsoleVisit;

  beforeAll(async () => {
    visit = await ConsoleVisit.begin();
    const { seed, clock } = visit.server;
    const office = await seed.ipFilter('allow 127.0.0.1\nallow 10.0.0.0/8\ndeny all', 'Office');
    const logs = await seed.repository('web-logs');
    await seed.organizationToken('ManageUsers', { name: 'scim-sync', ipFilterId: office.id });
    await seed.viewToken(['ReadAccess'], logs, { name: 'grafana', expireAt: clock.now() + 3 * DAY });
    await seed.systemToken('ReadHealthCheck', { name: 'health-probe', expireAt: clock.now() + 90 * DAY });
  }, 180_000);
  afterAll(() => visit.end());

  describe('signing in', () => {
    test('a wrong password is told apart from nothing else, and the right one opens the list', async () => {
      const page = await visit.open();
      await page.goto('/tokens');
      await page.getByLabel('User name').fill('root');
      const password = page.locator('input[type=password]');
      await password.fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The user name or the password is wrong.').waitFor();
      await password.fill(ROOT_PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor();
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    test('a session by password outlasts a reload, is read by no script, and ends with signing out', async () => {
      const page = await visit.openAsRoot('/tokens');
      expect(await storedBy(page.context(), page)).not.toMatch(/tollgate[^"]*session/i);
      const [cookie] = await page.context().cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor();
      await page.getByRole('button', { name: /account$/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
      const answer = await visit.server.anonymous
        .withHeaders({ 'x-tollgate-console': '1', cookie: `${cookie!.name}=${cookie!.value}` })
        .send('{ organization { id } }');
      expect(answer.status).toBe(401);
      await page.context().close();
    });

    test('a pasted token opens what it may, and is gone with the page', async () => {
      const { token } = await visit.server.seed.organizationToken([
        'ChangeOrganizationPermissions',
        'ManageUsers',
      ]);
      const page = await visit.open();
      await page.goto('/tokens');
      await page.getByText('Token', { exact: true }).click();
      await page.locator('input[type=password]').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('link', { name: 'scim-sync' }).waitFor();
      // Of the other domains it may manage none.
      expect(await page.getByRole('link', { name: 'health-probe' }).count()).toBe(0);
      expect(await storedBy(page.context(), page)).not.toContain(token);
      await page.reload();
      await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
      await page.context().close();
    });

    test('a token that does not work is refused in words', async () => {
      const page = await visit.open();
      await page.goto('/');
      await page.getByText('Token', { exact: true }).click();
      await page.locator('input[type=password]').fill('nothing that anybody made');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('This is no token').waitFor();
      await page.locator('input[type=password]').fill('mistyped~token');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The token does not work').waitFor();
      await page.context().close();
    });

    test('a session that ends while a page is open leads back to signing in', async () => {
      const { id } = await visit.server.seed.user('mallory');
      await visit.server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
        input: { userId: id, newPassword: 'a long enough password' },
      });
      const page = await visit.openAs('mallory', 'a long enough password', '/tokens');
      await visit.server.root.ask(
        'mutation ($input: RemoveUserByIdInput!) { removeUserById(input: $input) { user { id } } }',
        {
          input: { id },
        },
      );
      await page.getByRole('link', { name: 'IP filters' }).click();
      await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
      await page.context().close();
    });
  });

  describe('the list of tokens', () => {
    let page: Page;
    beforeAll(async () => {
      page = await visit.openAsRoot('/tokens');
    }, 30_000);
    afterAll(() => page.context().close());

    test('has those of every domain, personal ones among them', async () => {
      await page.goto('/tokens');
      const names = await namesIn(page, 4);
      expect(names).toEqual(expect.arrayContaining(['grafana', 'health-probe', 'scim-sync']));
      expect(await page.locator('tbody').innerText()).toContain('Personal');
    });

    test('is narrowed down by its controls, and its address says how', async () => {
      await page.goto('/tokens');
      await page.getByRole('textbox', { name: 'Search' }).fill('graf');
      await page.waitForURL(/search=graf/);
      expect(await namesIn(page, 1)).toEqual(['grafana']);
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await page.waitForURL(/\/tokens$/);
      await page.getByRole('combobox', { name: 'Expires within' }).click();
      await page.getByRole('option', { name: '7 days' }).click();
      await page.waitForURL(/expiringDays=7/);
      expect(await namesIn(page, 1)).toEqual(['grafana']);
      await page.reload();
      expect(await namesIn(page, 1)).toEqual(['grafana']);
    });

    test('is sorted by the heads of its columns, one way and the other', async () => {
      await page.goto('/tokens?kind=ViewPermissionsToken&kind=SystemPermissionsToken');
      await page.getByRole('button', { name: 'Expires', exact: true }).click();
      await page.waitForURL(/sort=ExpirationDate/);
      expect(await namesIn(page, 2)).toEqual(['grafana', 'health-probe']);
      await page.getByRole('button', { name: 'Expires', exact: true }).click();
      await page.waitForURL(/order=DESC/);
      await page
        .getByRole('columnheader', { name: 'Expires' })
        .and(page.locator('[aria-sort="descending"]'))
        .waitFor();
      expect(await namesIn(page, 2)).toEqual(['health-probe', 'grafana']);
    });

    test('tells when a token expires in words, and exactly when pointed at', async () => {
      await page.goto('/tokens?search=grafana');
      const expires = page.getByText('in 3 days', { exact: true });
      await expires.hover();
      await page.getByRole('tooltip').filter({ hasText: '8 Jan 2026, 12:00:00' }).waitFor();
    });

    test('says what to do where nothing fits, and where an address makes no sense shows what it can', async () => {
      await page.goto('/tokens?search=nothing-is-called-so');
      await page.getByText('No token is like that').waitFor();
      await page.getByRole('button', { name: 'Show all that work' }).click();
      await page.getByRole('link', { name: 'grafana' }).waitFor();
      await page.goto('/tokens?page=99&sort=Nonsense&state=Nonsense');
      await page.getByRole('link', { name: 'grafana' }).waitFor();
    });

    test('shows ended tokens only when they are asked for', async () => {
      const { id } = await visit.server.seed.organizationToken('ManageUsers', { name: 'ended' });
      await visit.server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id });
      await page.goto('/tokens?search=ended');
      await page.getByText('No token is like that').waitFor();
      await page.goto('/tokens?search=ended&state=Revoked');
      await page.getByRole('link', { name: 'ended' }).waitFor();
    });

    test('goes from page to page, fifty at a time, and back', async () => {
      const many = await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          visit.server.seed.organizationToken('ManageUsers', { name: `many-${String(i).padStart(2, '0')}` }),
        ),
      );
      expect(many).toHaveLength(60);
      await page.goto('/tokens?search=many-');
      expect(await namesIn(page, 50)).toHaveLength(50);
      await page.getByText('1 to 50 of 60 tokens').waitFor();
      await page.getByRole('button', { name: 'Page 2' }).click();
      await page.getByText('51 to 60 of 60 tokens').waitFor();
      expect((await namesIn(page, 10))[0]).toBe('many-50');
      await page.goBack();
      await page.getByText('1 to 50 of 60 tokens').waitFor();
    });

    test('says that the server cannot be reached, and goes on when it can', async () => {
      await page.goto('/tokens?search=scim');
      await page.getByRole('link', { name: 'scim-sync' }).waitFor();
      await page.route('**/graphql', (route) => route.abort());
      await page.getByRole('textbox', { name: 'Search' }).fill('scim-s');
      await page.getByText('No connection').waitFor({ timeout: 20_000 });
      await page.unroute('**/graphql');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('No connection').waitFor({ state: 'detached' });
      expect(await namesIn(page, 1)).toEqual(['scim-sync']);
    });
  });

  describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
    test('signing in and the list of tokens put nothing in the way of anybody', async () => {
      const page = await visit.open(scheme);
      await page.goto('/');
      await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.context().close();
      const list = await visit.openAsRoot('/tokens?search=s', scheme);
      await list.getByRole('link', { name: 'scim-sync' }).waitFor();
      expect(await barriersOn(list)).toEqual([]);
      await list.goto('/tokens?search=nothing-is-called-so');
      await list.getByText('No token is like that').waitFor();
      expect(await barriersOn(list)).toEqual([]);
      expect(complaintsOf(list)).toEqual([]);
      await list.context().close();
    });
  });

  test('on a phone no page is wider than the screen, and the menu opens and closes', async () => {
    const page = await visit.openAsRoot('/tokens?search=scim', 'light', 360);
    await page.getByRole('link', { name: 'scim-sync' }).waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await page.getByRole('button', { name: 'Open the menu' }).waitFor();
    await page.context().close();
  });

  test('an address of no page says so', async () => {
    const page = await visit.openAsRoot('/tokens/a/b/c');
    await page.getByText('There is no such page').waitFor();
    await page.context().close();
  });
});
