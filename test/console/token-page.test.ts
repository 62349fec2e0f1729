/** The page of one token: what it tells is so, and what it does is done. */
import type { Page } from 'playwright-core';
import { describeInChromium } from '../support/chromium';
import { DAY, HOUR, MINUTE } from '../support/clock';
import { barriersOn, complaintsOf, ConsoleVisit, storedBy } from '../support/console-visit';
import type { SeededToken } from '../support/seed';

const ASKS_ITSELF = '{ currentToken { name } }';
const TOKEN_SHAPE = /[A-Za-z0-9]{32}~[A-Za-z0-9]{20,}/;

describeInChromium('The page of a token', () => {
  let visit: ConsoleVisit;
  let page: Page;
  let noon: number;
  beforeAll(async () => {
    visit = await ConsoleVisit.begin();
    // The browser holds the cookie's end against its own clock, which cannot be moved: noon, so that no day ends meanwhile.
    noon = Math.ceil(Date.now() / DAY) * DAY + 12 * HOUR;
    visit.server.clock.moveTo(noon);
    await visit.server.seed.policies();
    page = await visit.openAsRoot('/account');
    page.setDefaultTimeout(60_000);
  }, 120_000);
  afterAll(() => visit.end());
  beforeEach(() => page.clock.setFixedTime(visit.server.clock.now()));
  afterEach(() => {
    // The session, which an hour ends, goes on.
    visit.server.clock.moveTo(noon);
    expect(complaintsOf(page)).toEqual([]);
  });

  const statusOf = async ({ client }: SeededToken) => (await client.send(ASKS_ITSELF)).status;
  const dialog = () => page.getByRole('dialog');

  async function goTo(id: string, search = ''): Promise<void> {
    await page.goto(`/tokens/${id}${search}`);
    await page.getByTestId('summary').waitFor();
  }

  it('says in one sentence what the token can do, from where and until when', async () => {
    const { server } = visit;
    const filter = await server.seed.ipFilter('allow 10.0.0.0/8', 'Office');
    const token = await server.seed.organizationToken('ManageUsers', {
      name: 'Provisioning',
      ipFilterId: filter.id,
      expireAt: server.clock.now() + 30 * DAY,
    });
    await goTo(token.id);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Provisioning');
    expect(await page.getByTestId('summary').textContent()).toMatch(
      /^Can manage users, from 10\.0\.0\.0\/8, until \d+ \w+ \d{4}, \d\d:\d\d\.$/,
    );
    expect(await page.getByTestId('state').textContent()).toContain('Active, expires in 30 days');
    expect(await page.getByRole('link', { name: 'Office' }).getAttribute('href')).toBe(
      `/ip-filters/${filter.id}`,
    );
    expect(await page.getByRole('listitem').filter({ hasText: 'Manage users' }).textContent()).toContain(
      'ManageUsers',
    );
  });

  it('resets a token so that the old secret works until the chosen end, and shows the new one once', async () => {
    const { server } = visit;
    const old = await server.seed.organizationToken('ManageUsers', { name: 'To be reset' });
    await goTo(old.id);
    await page.getByRole('button', { name: 'Reset' }).click();
    await dialog().getByText('at most 7 days').waitFor();
    await dialog().getByRole('radio', { name: '1 hour' }).check();
    await dialog().getByRole('button', { name: 'Reset token' }).click();

    const shown = page.getByTestId('secret');
    await shown.waitFor();
    const secret = (await shown.textContent()) ?? '';
    const [id = ''] = secret.split('~');
    expect(id).not.toBe(old.id);
    expect(new URL(page.url()).pathname).toBe(`/tokens/${id}`);
    await page.getByText('Previous secret').waitFor();
    expect(await page.getByTestId('state').textContent()).toContain('Active');

    expect((await server.root.as(secret).ask(ASKS_ITSELF)).currentToken.name).toBe('To be reset');
    server.clock.advance(HOUR - 1);
    expect(await statusOf(old)).toBe(200);
    server.clock.advance(1);
    expect(await statusOf(old)).toBe(401);
    expect((await server.root.as(secret).send(ASKS_ITSELF)).status).toBe(200);
  });

  it('keeps no new secret in the address, in the storage, or in the page once it is left', async () => {
    const { server } = visit;
    const token = await server.seed.organizationToken('ManageUsers', { name: 'Kept nowhere' });
    await goTo(token.id);
    await page.getByRole('button', { name: 'Reset' }).click();
    await dialog().getByRole('button', { name: 'Reset token' }).click();
    await page.getByTestId('secret').waitFor();
    const secret = (await page.getByTestId('secret').textContent()) ?? '';
    expect(secret).toMatch(TOKEN_SHAPE);
    const [, hidden = ''] = secret.split('~');
    const address = page.url();
    expect(await storedBy(page.context(), page)).not.toContain(hidden);
    expect(address).not.toContain(hidden);

    await page.getByRole('navigation').getByRole('link', { name: 'IP filters' }).click();
    await page.getByRole('heading', { level: 1, name: 'IP filters' }).waitFor();
    expect(await page.content()).not.toContain(hidden);
    await page.goBack();
    await page.getByTestId('summary').waitFor();
    expect(page.url()).toBe(address);
    expect(await page.content()).not.toContain(hidden);
    expect(await storedBy(page.context(), page)).not.toContain(hidden);
  });

  it('offers no overlap beyond what the security policy allows, and says how much it does', async () => {
    const { server } = visit;
    await server.seed.policies({ organizationPermissionTokensMaximumResetOverlapMs: 2 * HOUR });
    try {
      const token = await server.seed.organizationToken('ManageUsers', { name: 'Limited' });
      await goTo(token.id);
      await page.getByRole('button', { name: 'Reset' }).click();
      await dialog().getByText('The security policy allows at most 2 hours.').waitFor();
      expect(await dialog().getByRole('radio', { name: '1 day' }).isDisabled()).toBe(true);
      await dialog().getByRole('radio', { name: 'Another span' }).check();
      await dialog().getByLabel('How many').fill('3');
      await dialog().getByRole('button', { name: 'Reset token' }).click();
      await dialog().getByText('At most 2 hours: the security policy').waitFor();
      expect(await statusOf(token)).toBe(200);
      await dialog().getByLabel('How many').fill('90');
      await dialog().getByLabel('Unit').selectOption('minutes');
      await dialog().getByRole('button', { name: 'Reset token' }).click();
      await page.getByTestId('secret').waitFor();
      const [reset] = server.audit({ type: 'hashedtokens.rotate' }).slice(-1);
      expect(reset?.details).toMatchObject({
        oldTokenId: token.id,
        overlapUntil: server.clock.now() + 90 * MINUTE,
      });
    } finally {
      await server.seed.policies();
    }
  });

  it('revokes a token by the keyboard alone, with the reason on record, and asks for the name of one in use', async () => {
    const { server } = visit;
    const token = await server.seed.organizationToken('ManageUsers', { name: 'In use' });
    for (let use = 0; use < 3; use++) expect(await statusOf(token)).toBe(200);
    await expectUsed(token.id, 3);
    await goTo(token.id);

    await tabTo(page, 'Revoke');
    await page.keyboard.press('Enter');
    await dialog().getByText('Used 3 times, last').waitFor();
    await tabTo(page, 'Reason');
    await page.keyboard.type('Found in a screenshot');
    await tabTo(page, 'Name of the token');
    await page.keyboard.type('Another');
    await page.keyboard.press('Enter');
    await dialog().getByText('This is not the name of the token.').waitFor();
    expect(await statusOf(token)).toBe(200);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('In use');
    await tabTo(page, 'Revoke token');
    await page.keyboard.press('Enter');

    await page.getByText('The token is revoked. It is refused from now on.').waitFor();
    expect(await statusOf(token)).toBe(401);
    const [ended] = server.audit({ type: 'hashedtokens.change', targetId: token.id }).slice(-1);
    expect(ended?.details).toMatchObject({ actionName: 'delete', reason: 'Found in a screenshot' });
    await page.getByTestId('state').filter({ hasText: 'it was revoked' }).waitFor();
    await page.getByText('A revoked token stays revoked.').waitFor();
    await page.getByText('The reason that was given: “Found in a screenshot”').waitFor();
    expect(await page.getByRole('button', { name: /^(Reset|Revoke|Change permissions)$/ }).count()).toBe(0);
  });

  it('gives the focus back to the button whose dialog is put off', async () => {
    const token = await visit.server.seed.organizationToken('ManageUsers');
    await goTo(token.id);
    for (const name of ['Revoke', 'Reset']) {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'hidden' });
      await page
        .getByRole('button', { name, exact: true, disabled: false })
        .and(page.locator(':focus'))
        .waitFor();
    }
    expect(await statusOf(token)).toBe(200);
  });

  it('changes permissions where the policy allows it, after showing what is added and taken away', async () => {
    const { server } = visit;
    const token = await server.seed.organizationToken(['ManageUsers', 'ChangeIPFilters'], {
      name: 'To change',
    });
    await goTo(token.id);
    await page.getByText('The security policy does not allow changing the permissions').waitFor();
    expect(await page.getByRole('button', { name: 'Change permissions' }).count()).toBe(0);

    await server.seed.policies({ organizationPermissionTokensAllowPermissionUpdates: true });
    try {
      await goTo(token.id);
      await page.getByRole('button', { name: 'Change permissions' }).click();
      await dialog().getByText('Nothing is changed yet.').waitFor();
      await dialog().getByRole('checkbox', { name: 'Manage IP filters' }).uncheck();
      await dialog().getByRole('checkbox', { name: 'Read the audit log' }).check();
      const told = dialog().getByRole('status').filter({ hasText: 'What the change does' });
      expect(await told.textContent()).toContain('Adds: Read the audit log');
      expect(await told.textContent()).toContain('Takes away: Manage IP filters');
      await dialog().getByRole('button', { name: 'Save permissions' }).click();
      await page.getByText('The permissions are changed.').waitFor();
      const { token: after } = await server.root.ask(
        'query ($id: String!) { token(tokenId: $id) { ... on OrganizationPermissionsToken { permissions } } }',
        { id: token.id },
      );
      expect([...after.permissions].sort()).toEqual(['ManageUsers', 'ReadAuditLog']);
      await page.getByTestId('summary').filter({ hasText: 'read the audit log' }).waitFor();
    } finally {
      await server.seed.policies();
    }
  });

  it('tells how often the token was used and refused as it was, by the hour and by the day, and from where', async () => {
    const { server } = visit;
    const filter = await server.seed.ipFilter('allow 127.0.0.1');
    const token = await server.seed.organizationToken('ManageUsers', { ipFilterId: filter.id });
    server.clock.moveTo(noon - HOUR);
    for (let use = 0; use < 5; use++) expect(await statusOf(token)).toBe(200);
    server.clock.moveTo(noon);
    await server.root.ask(
      'mutation ($input: IPFilterUpdateInput!) { updateIPFilter(input: $input) { id } }',
      { input: { id: filter.id, ipFilter: 'deny all' } },
    );
    for (let refusal = 0; refusal < 2; refusal++) expect(await statusOf(token)).toBe(403);
    await expectUsed(token.id, 5);
    await goTo(token.id);

    await page.getByText('Used 5 times and refused twice in the last 24 hours.').waitFor();
    await page.getByRole('img', { name: /Used 5 times and refused twice/ }).waitFor();
    await page.getByRole('switch', { name: 'Show as table' }).click();
    const table = page.getByRole('table', { name: /How often the token was used/ });
    await table.waitFor();
    expect(await cellsOf(page, 'How often the token was used')).toEqual([
      ['0', '2'],
      ['5', '0'],
    ]);
    expect(new URL(page.url()).searchParams.get('as')).toBe('table');

    await page.getByText('30 days', { exact: true }).click();
    await page.getByText('Used 5 times and refused twice in the last 30 days.').waitFor();
    expect(await cellsOf(page, 'How often the token was used')).toEqual([['5', '2']]);
    expect(new URL(page.url()).searchParams.get('span')).toBe('30d');
    const [address] = await cellsOf(page, 'Addresses that the token was used');
    expect(address?.slice(0, 2)).toEqual(['5', '2']);
  });

  it('says that nothing was there where the token was never used', async () => {
    const token = await visit.server.seed.organizationToken('ManageUsers');
    await goTo(token.id, '?span=7d');
    await page.getByText('Nothing to draw').waitFor();
    await page.getByText('Not used in the last 7 days.').waitFor();
    await page.getByText('From nowhere yet').waitFor();
  });

  it('explains a refusal as a real request is refused, check by check', async () => {
    const { server } = visit;
    const filter = await server.seed.ipFilter('allow 10.0.0.0/8', 'Inside only');
    const token = await server.seed.organizationToken('ManageUsers', { ipFilterId: filter.id });
    expect(await statusOf(token)).toBe(403);
    await goTo(token.id);
    await page.getByLabel('From the address').fill('127.0.0.1');
    await page.getByRole('button', { name: 'Explain' }).click();
    const verdict = page.getByTestId('verdict');
    await verdict.waitFor();
    expect(await verdict.textContent()).toBe(
      'No: a request from 127.0.0.1 would be refused with status 403: its own IP filter does not accept the address.',
    );
    expect(await outcomes(page)).toEqual([
      ...['NotRevoked', 'SecretNotReplaced', 'NotExpired', 'OrganizationExists', 'KindEnabled'].map(passed),
      'WithinMaximumLifetime Passed',
      'TokenIpFilter Failed',
      'EnforcedIpFilter NotReached',
      'UserExists NotReached',
      'PermissionHeld NotReached',
    ]);
    expect(new URL(page.url()).searchParams.get('address')).toBe('127.0.0.1');

    await page.getByLabel('From the address').fill('10.1.2.3');
    await page.getByRole('combobox', { name: 'Permission that it needs' }).click();
    await page.getByRole('option', { name: 'Read the audit log' }).click();
    await page.getByRole('button', { name: 'Explain' }).click();
    await verdict.filter({ hasText: 'would be refused with status 403' }).waitFor();
    expect((await outcomes(page)).at(-1)).toBe('PermissionHeld Failed');

    await page.getByRole('combobox', { name: 'Permission that it needs' }).click();
    await page.getByRole('option', { name: 'Manage users' }).click();
    await page.getByRole('button', { name: 'Explain' }).click();
    await verdict.filter({ hasText: 'Yes: a request from 10.1.2.3' }).waitFor();
    expect((await outcomes(page)).map((each) => each.split(' ')[1])).toEqual(Array(10).fill('Passed'));
  });

  it('tests an address that the token came from', async () => {
    const token = await visit.server.seed.organizationToken('ManageUsers');
    expect(await statusOf(token)).toBe(200);
    await expectUsed(token.id, 1);
    await goTo(token.id);
    await page.getByRole('button', { name: 'Test this address: 127.0.0.1' }).click();
    await page.getByTestId('verdict').filter({ hasText: 'Yes: a request from 127.0.0.1' }).waitFor();
  });

  it('lists what the audit log has of the token, and says so to who may not read it', async () => {
    const { server } = visit;
    const token = await server.seed.organizationToken('ManageUsers', { name: 'On record' });
    expect(await statusOf(token)).toBe(200);
    await goTo(token.id);
    await page.getByText('Created the organization token “On record”, which never expires').waitFor();
    await page.getByText('Done with the token').click();
    await page.getByText('Used for').waitFor();
    expect(await page.getByRole('link', { name: 'Open in the audit log' }).getAttribute('href')).toBe(
      `/audit-log?actorTokenId=${token.id}`,
    );

    const manager = await server.seed.organizationToken('ChangeOrganizationPermissions', { name: 'Manager' });
    const other = await visit.open();
    await signInByToken(other, manager.token, `/tokens/${token.id}`);
    await other.getByText('You may not read the audit log').waitFor();
    await other.getByText('Reset is not possible. A reset hands you the new secret').waitFor();
    await other.context().close();
  });

  it('goes on with the new secret where somebody resets the token that they are signed in with', async () => {
    const { server } = visit;
    const own = await server.seed.organizationToken('ChangeOrganizationPermissions', {
      name: 'Signed in with',
    });
    const other = await visit.open();
    await signInByToken(other, own.token, `/tokens/${own.id}`);
    await other.getByRole('button', { name: 'Reset' }).click();
    await other.getByRole('dialog').getByText('You are signed in with this token.').waitFor();
    await other.getByRole('button', { name: 'Reset token' }).click();
    await other.getByTestId('secret').waitFor();
    await other.getByText('Previous').waitFor({ state: 'detached' });
    expect(await statusOf(own)).toBe(401);
    await other.getByTestId('summary').filter({ hasText: 'Can manage organization tokens' }).waitFor();
    await other.context().close();
  });

  it('says what to do where there is no such token', async () => {
    await page.goto('/tokens/unknown');
    await page.getByText('There is no such token, or not for you').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody, page and dialogs, in %s colours',
    async (scheme) => {
      const { server } = visit;
      await server.seed.policies({ viewPermissionTokensAllowPermissionUpdates: true });
      const filter = await server.seed.ipFilter('allow 127.0.0.1\ndeny 10.0.0.1');
      const repository = await server.seed.repository();
      const token = await server.seed.viewToken(['ReadAccess', 'ChangeFiles'], repository, {
        ipFilterId: filter.id,
        expireAt: server.clock.now() + 3 * DAY,
      });
      expect(await statusOf(token)).toBe(200);
      await expectUsed(token.id, 1);
      await page.emulateMedia({ colorScheme: scheme });
      await goTo(token.id, '?asked=yes&address=10.0.0.1');
      await page.getByTestId('verdict').waitFor();
      await page.getByRole('img', { name: /Bar chart/ }).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await goTo(token.id, '?as=table&entries=by');
      expect(await barriersOn(page)).toEqual([]);
      for (const name of ['Revoke', 'Reset', 'Change permissions']) {
        await page.getByRole('button', { name, exact: true }).click();
        await dialog().getByRole('button', { name: 'Cancel' }).waitFor();
        expect(await barriersOn(page, '[role="dialog"]')).toEqual([]);
        await page.keyboard.press('Escape');
        await dialog().waitFor({ state: 'hidden' });
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await server.seed.policies();
    },
    120_000,
  );

  /** Uses are told as of a second ago. */
  async function expectUsed(id: string, count: number): Promise<void> {
    for (;;) {
      const { token } = await visit.server.root.ask(
        'query ($id: String!) { token(tokenId: $id) { useCount usedAddresses { used } } }',
        { id },
      );
      if (token.useCount === count && token.usedAddresses.length > 0) return;
    }
  }
});

const passed = (check: string) => `${check} Passed`;

/** Goes on with the Tab key until what has the name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('textbox', { name, exact: true }))
    .and(page.locator(':focus'));
  for (let steps = 0; steps < 60; steps++) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${name}” cannot be reached with the Tab key.`);
}

function outcomes(page: Page): Promise<string[]> {
  return page
    .locator('[data-check]')
    .evaluateAll((items: any[]) => items.map(({ dataset }) => `${dataset.check} ${dataset.outcome}`));
}

/** The cells of each row, its heading left out. */
async function cellsOf(page: Page, caption: string): Promise<string[][]> {
  const rows = page.getByRole('table', { name: caption }).locator('tbody tr');
  const cells: string[][] = [];
  for (const row of await rows.all()) cells.push(await row.getByRole('cell').allTextContents());
  return cells;
}

async function signInByToken(page: Page, token: string, path: string): Promise<void> {
  await page.goto(path);
  await page.getByText('Token', { exact: true }).click();
  await page.getByLabel('Token').last().fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByTestId('summary').waitFor();
}
