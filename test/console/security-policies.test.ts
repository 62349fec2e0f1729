/** The console's security policies: nothing happens before it was told and confirmed, and then exactly that. */
import type { Page } from 'playwright-core';
import { policiesOf } from '../../console/src/security-policies/policies';
import { differences, edited, wouldEnd } from '../../console/src/security-policies/policy-differences';
import { spanOf, typedSpan } from '../../console/src/security-policies/span-units';
import { describeInChromium } from '../support/chromium';
import { DAY } from '../support/clock';
import { barriersOn, complaintsOf, ConsoleVisit } from '../support/console-visit';

const OPEN = {
  personalUserTokensEnabled: true,
  personalUserTokensEnforceExpirationAfterMs: null,
  personalUserTokensMaximumResetOverlapMs: 0,
  personalUserTokensEnforceIpFilter: null,
  viewPermissionTokensEnabled: true,
  viewPermissionTokensEnforceExpirationAfterMs: null,
  viewPermissionTokensAllowPermissionUpdates: false,
  viewPermissionTokensMaximumResetOverlapMs: 0,
  viewPermissionTokensEnforceIpFilter: null,
  organizationPermissionTokensEnabled: true,
  organizationPermissionTokensEnforceExpirationAfterMs: null,
  organizationPermissionTokensAllowPermissionUpdates: false,
  organizationPermissionTokensMaximumResetOverlapMs: 0,
  organizationPermissionTokensEnforceIpFilter: null,
  systemPermissionTokensEnabled: true,
  systemPermissionTokensEnforceExpirationAfterMs: null,
  systemPermissionTokensAllowPermissionUpdates: false,
  systemPermissionTokensMaximumResetOverlapMs: 0,
  systemPermissionTokensEnforceIpFilter: null,
};

describe('the words of the security policies', () => {
  const inForce = policiesOf(OPEN);

  test('a draft is told beside what is in force', () => {
    const draft = edited(inForce, { view: { maximumLifetimeMs: 90 * DAY, ipFilterId: 'f' } });
    expect(differences(inForce, draft, () => 'office')).toEqual([
      { kind: 'view', what: 'maximum lifetime', was: 'none', is: '90 days' },
      { kind: 'view', what: 'IP filter', was: 'none', is: '“office”' },
    ]);
  });

  test.each([
    [90 * DAY, { amount: 90, unit: 'days' }],
    [DAY / 2, { amount: 12, unit: 'hours' }],
    [1_500, { amount: 1_500, unit: 'milliseconds' }],
  ] as const)('%i ms are typed as %j, and the other way', (ms, typed) => {
    expect(typedSpan(ms)).toEqual(typed);
    expect(spanOf(typed, 365 * DAY)).toBe(ms);
  });

  test.each([0, -1, '', 400])('%j days are no length of time below a year', (amount) => {
    expect(spanOf({ amount, unit: 'days' }, 365 * DAY)).toBeNaN();
  });

  test('a token ends in the very millisecond in which it is too old', () => {
    const policy = { ...inForce.personal, maximumLifetimeMs: 10 };
    expect([wouldEnd(policy, 0, 9), wouldEnd(policy, 0, 10)]).toEqual([false, true]);
    expect(wouldEnd({ ...inForce.personal, isEnabled: false }, 0, 0)).toBe(true);
  });
});

describeInChromium('the page of the security policies', () => {
  let visit: ConsoleVisit;
  beforeAll(async () => {
    visit = await ConsoleVisit.begin();
  }, 150_000);
  afterAll(() => visit.end());
  beforeEach(() => visit.server.seed.policies());

  const organizationTokens = (page: Page) =>
    page.getByRole('switch', { name: 'There may be organization tokens' });
  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const draft = (page: Page) => page.getByRole('region', { name: 'Your draft' });
  const works = async (token: { client: { send(query: string): Promise<{ status: number }> } }) =>
    (await token.client.send('{ meta { version } }')).status === 200;
  const inForce = async () =>
    (
      await visit.server.root.ask(
        '{ organization { configs { tokens { viewPermissionTokensEnforceExpirationAfterMs organizationPermissionTokensEnabled organizationPermissionTokensEnforceExpirationAfterMs personalUserTokensEnforceExpirationAfterMs } } } }',
      )
    ).organization.configs.tokens;

  async function openWithToken(token: string): Promise<Page> {
    const page = await visit.open();
    await page.goto('/security-policies');
    await page.getByText('Token', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Token' }).fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  test('exactly the tokens end that were said to, and none before it is confirmed by their number', async () => {
    const { server } = visit;
    const old = [
      await server.seed.organizationToken('ManageUsers', { name: 'old-1' }),
      await server.seed.organizationToken('ManageUsers', { name: 'old-2' }),
    ];
    server.clock.advance(40 * DAY);
    const young = await server.seed.organizationToken('ManageUsers', { name: 'young' });
    const page = await visit.openAsRoot('/security-policies');
    const organization = card(page, 'Organization tokens');
    await organization.getByLabel('Limit their lifetime').click();
    await organization.getByLabel('Maximum lifetime of organization tokens', { exact: true }).fill('30');

    await draft(page).getByText('maximum lifetime: none → 30 days').waitFor();
    await draft(page).getByText('2 tokens end at once and for ever, 1 token expires earlier.').waitFor();
    for (const name of ['old-1', 'old-2'])
      await page.getByRole('row').filter({ hasText: name }).getByText('Ends at once').waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: 'young' })
      .getByText(/^Expires .*until now: never/)
      .waitFor();
    await draft(page).getByRole('button', { name: 'Save…' }).click();

    const dialog = page.getByRole('dialog', { name: 'Change the security policies?' });
    await dialog.getByRole('button', { name: 'Change policies and end 2 tokens' }).click();
    await dialog.getByText('Type 2 to go on.').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await Promise.all([...old, young].map(works))).toEqual([true, true, true]);
    expect((await inForce()).organizationPermissionTokensEnforceExpirationAfterMs).toBeNull();

    await dialog.getByLabel('Type 2, the number of tokens that end').fill('2');
    await page.keyboard.press('Enter');
    await page.getByText(/^The policies are changed. 2 tokens end/).waitFor();
    expect(await Promise.all([...old, young].map(works))).toEqual([false, false, true]);
    expect((await inForce()).organizationPermissionTokensEnforceExpirationAfterMs).toBe(30 * DAY);
    expect(complaintsOf(page)).toEqual([]);
  });

  test('a draft that is thrown away has changed nothing', async () => {
    const { server } = visit;
    const token = await server.seed.organizationToken('ManageUsers');
    const page = await visit.openAsRoot('/security-policies');
    await organizationTokens(page).click();
    await draft(page).getByText('may exist: yes → no').waitFor();
    await draft(page).getByRole('button', { name: 'Throw the draft away' }).click();
    await page.getByText('Nothing is changed yet.').waitFor();
    expect(await organizationTokens(page).isChecked()).toBe(true);
    expect(await works(token)).toBe(true);
    expect((await inForce()).organizationPermissionTokensEnabled).toBe(true);
  });

  test('leaving with a draft asks, and staying keeps it', async () => {
    const page = await visit.openAsRoot('/ip-filters');
    await page.getByRole('link', { name: 'Security policies' }).click();
    await organizationTokens(page).click();
    await draft(page).getByText('may exist: yes → no').waitFor();
    await page.getByRole('link', { name: 'IP filters' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await draft(page).getByText('may exist: yes → no').waitFor();
    await page.goBack();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await draft(page).getByText('may exist: yes → no').waitFor();
    expect(new URL(page.url()).pathname).toBe('/security-policies');
    await page.getByRole('link', { name: 'IP filters' }).click();
    await dialog.getByRole('button', { name: 'Leave and lose the draft' }).click();
    await page.waitForURL('**/ip-filters');
  });

  test('what somebody else changed meanwhile is shown before anything is saved, and stays', async () => {
    const { server } = visit;
    const page = await visit.openAsRoot('/security-policies');
    await card(page, 'Personal tokens').getByLabel('Limit their lifetime').click();
    await draft(page).getByText('maximum lifetime: none → 90 days').waitFor();
    await server.seed.policies({ viewPermissionTokensEnforceExpirationAfterMs: 5 * DAY });

    await draft(page).getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the security policies?' });
    const typed = dialog.getByRole('textbox');
    if ((await typed.count()) > 0) await typed.fill('1');
    await dialog.getByRole('button', { name: /^Change policies/ }).click();
    await page.getByText('Somebody else has changed the policies meanwhile').waitFor();
    await page.getByText('maximum lifetime: none → 5 days').waitFor();
    expect((await inForce()).personalUserTokensEnforceExpirationAfterMs).toBeNull();

    await page.getByRole('button', { name: 'Go on with my draft over this' }).click();
    await draft(page).getByRole('button', { name: 'Save…' }).click();
    if ((await typed.count()) > 0) await typed.fill('1');
    await dialog.getByRole('button', { name: /^Change policies/ }).click();
    await page.getByText(/^The policies are changed/).waitFor();
    expect(await inForce()).toMatchObject({
      personalUserTokensEnforceExpirationAfterMs: 90 * DAY,
      viewPermissionTokensEnforceExpirationAfterMs: 5 * DAY,
    });
  });

  test('that one’s own token would end is said, and the policy of system tokens is for others', async () => {
    const { token } = await visit.server.seed.organizationToken('ChangeSecurityPolicies', { name: 'mine' });
    const page = await openWithToken(token);
    await page.getByText(/you need ChangeSystemPermissions/).waitFor();
    expect(await page.getByRole('switch', { name: 'There may be system tokens' }).isDisabled()).toBe(true);
    await organizationTokens(page).click();
    await draft(page).getByText('Your own token would end').waitFor();
  });

  test('who may only read is told why, and can change nothing', async () => {
    const { token } = await visit.server.seed.personalTokenOf(await visit.server.seed.user());
    const page = await openWithToken(token);
    await page.getByText(/organization permission ChangeSecurityPolicies/).waitFor();
    for (const each of await page.getByRole('switch').all()) expect(await each.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save…' }).count()).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
  });

  test.each([
    ['light', 1400],
    ['dark', 1400],
    ['dark', 360],
  ] as const)('nothing keeps people from using it in %s colours at a width of %i', async (scheme, width) => {
    const page = await visit.openAsRoot('/security-policies', scheme, width);
    await organizationTokens(page).click();
    await draft(page).getByText('may exist: yes → no').waitFor();
    await draft(page).getByRole('button', { name: 'Save…' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(complaintsOf(page)).toEqual([]);
  });
});
