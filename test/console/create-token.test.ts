/** The form of a new token, as somebody fills it in. */
import type { Page } from 'playwright-core';
import { GraphQLClient } from '../support/graphql-client';
import { describeInChromium } from '../support/chromium';
import { barriersInAnyColours, complaintsOf, ConsoleVisit, storedBy } from '../support/console-visit';

const DAY_MS = 86_400_000;

let visit: ConsoleVisit;

async function secretOn(page: Page): Promise<string> {
  return (await page.getByTestId('secret').innerText()).trim();
}

async function tokenOf(secret: string) {
  const client = new GraphQLClient(visit.server.url, secret);
  return (
    await client.ask('{ currentToken { __typename name expireAt createdAt ipFilterV2 { name ipFilter } } }')
  ).currentToken;
}

describeInChromium('creating a token', () => {
  beforeAll(async () => (visit = await ConsoleVisit.begin({ TRUSTED_PROXIES: '127.0.0.0/8' })), 120_000);
  afterAll(() => visit.end());

  test('an organization token is made by the keyboard alone, works, and is nowhere once the page is left', async () => {
    const page = await visit.openAsRoot('/tokens/new?domain=organization&preset=user-provisioning');
    await page.getByRole('textbox', { name: 'Name', exact: true }).focus();
    await page.keyboard.type('provisioning');
    await page
      .getByTestId('summary')
      .getByText(/^Can manage users, from anywhere, until /)
      .waitFor();
    await page.keyboard.press('Enter');
    const secret = await secretOn(page);
    expect(await tokenOf(secret)).toMatchObject({
      __typename: 'OrganizationPermissionsToken',
      name: 'provisioning',
      expireAt: visit.server.clock.now() + 90 * DAY_MS,
    });
    expect(await barriersInAnyColours(page)).toEqual([]);
    await page.getByRole('link', { name: 'To all tokens' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without the token?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await secretOn(page)).toBe(secret);
    await page.getByRole('link', { name: 'To all tokens' }).click();
    await dialog.getByRole('button', { name: 'Leave without it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor();
    expect(await page.content()).not.toContain(secret);
    expect(await storedBy(page.context(), page)).not.toContain(secret);
    expect(complaintsOf(page)).toEqual([]);
  });

  test('going back asks before a token that was not copied is gone', async () => {
    const page = await visit.openAsRoot('/tokens');
    // As a link of the console goes there, without the page being loaded anew.
    await page.evaluate(
      `history.pushState(null, '', '/tokens/new?domain=organization&preset=user-provisioning')`,
    );
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('kept');
    await page.keyboard.press('Enter');
    const secret = await secretOn(page);
    const dialog = page.getByRole('dialog', { name: 'Leave without the token?' });
    await page.goBack();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await secretOn(page)).toBe(secret);
    await page.goBack();
    await dialog.getByRole('button', { name: 'Leave without it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  test('a view token reaches what was chosen, through a filter that was written with it', async () => {
    const { id } = await visit.server.seed.repository('weblogs');
    const page = await visit.openAsRoot(`/tokens/new?domain=view&views=${id}&preset=read-only`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('reader');
    await page.getByRole('radio', { name: 'By a new IP filter, written here' }).check();
    await page.getByLabel('Name of the filter').fill('office');
    await page.getByLabel('Rules').fill('allow 10.0.0.0/8\nallow nowhere');
    await page.getByRole('button', { name: 'Line 2' }).waitFor();
    await page.getByLabel('Rules').fill('allow 10.0.0.0/8');
    await page.getByText('1 rule, no fault.').waitFor();
    await page.getByLabel('Try an address').fill('192.0.2.1');
    await page.getByText('192.0.2.1 is denied').waitFor();
    await page.getByRole('button', { name: 'Create token' }).click();
    const secret = await secretOn(page);
    const client = new GraphQLClient(visit.server.url, secret);
    const statusFrom = async (address: string) =>
      (await client.withHeaders({ 'x-forwarded-for': address }).send('{ searchDomains { name } }')).status;
    expect(await statusFrom('10.1.2.3')).toBe(200);
    expect(await statusFrom('192.0.2.1')).toBe(403);
  });

  test('system and personal tokens are made likewise', async () => {
    const system = await visit.openAsRoot('/tokens/new?domain=system&preset=read-only');
    await system.getByRole('textbox', { name: 'Name', exact: true }).fill('watch');
    await system.getByRole('button', { name: 'Create token' }).click();
    expect((await tokenOf(await secretOn(system))).__typename).toBe('SystemPermissionsToken');

    const user = await visit.server.seed.user('ada');
    const { token: former, client } = await visit.server.seed.personalTokenOf(user);
    const personal = await visit.open();
    await personal.goto('/tokens/new?domain=personal');
    await personal.getByText('Token', { exact: true }).click();
    await personal.getByRole('textbox', { name: 'Token' }).fill(former);
    await personal.getByRole('button', { name: 'Sign in' }).click();
    await personal.getByText('Your present personal token stops working').waitFor();
    // Ada manages no tokens, and is told so.
    expect(await personal.getByRole('radio', { name: 'Organization' }).isDisabled()).toBe(true);
    await personal.getByRole('button', { name: 'Create token' }).click();
    expect((await tokenOf(await secretOn(personal))).__typename).toBe('PersonalUserToken');
    expect((await client.send('{ currentToken { id } }')).status).toBe(401);
  });

  test('what the caller does not hold cannot be chosen, and is told', async () => {
    const { token: secret } = await visit.server.seed.organizationToken('ChangeOrganizationPermissions');
    const page = await visit.open();
    await page.goto('/tokens/new?domain=organization');
    await page.getByText('Token', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Token' }).fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.getByRole('checkbox', { name: 'Manage users', exact: true }).isDisabled()).toBe(true);
    expect(
      await page.getByRole('checkbox', { name: 'Manage organization tokens', exact: true }).isEnabled(),
    ).toBe(true);
    expect(await page.getByRole('radio', { name: 'System' }).isDisabled()).toBe(true);
  });

  test('nothing longer than the policy allows can be chosen', async () => {
    await visit.server.seed.policies({ organizationPermissionTokensEnforceExpirationAfterMs: 30 * DAY_MS });
    const page = await visit.openAsRoot('/tokens/new?domain=organization&preset=fleet', 'dark');
    expect(await page.getByRole('radio', { name: '30 days', exact: true }).isChecked()).toBe(true);
    for (const name of ['90 days', '1 year', 'Never (the policy does not allow it)'])
      expect(await page.getByRole('radio', { name, exact: true }).isDisabled()).toBe(true);
    expect(await barriersInAnyColours(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Another duration' }).check();
    await page.getByLabel('How many').fill('31');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('fleet');
    await page.getByRole('button', { name: 'Create token' }).click();
    await page
      .getByText(/lets a token of this kind live 30 days at most\.$/)
      .last()
      .waitFor();
    await page.getByLabel('How many').fill('30');
    await page.getByRole('button', { name: 'Create token' }).click();
    const { expireAt, createdAt } = await tokenOf(await secretOn(page));
    expect(expireAt - createdAt).toBe(30 * DAY_MS);
  });
});
