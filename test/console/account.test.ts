/** The console's page of one's own account. */
import { describeInChromium } from '../support/chromium';
import { barriersOn, complaintsOf, ConsoleVisit } from '../support/console-visit';
import type { SeededUser } from '../support/seed';

const OLD = 'a long old password';
const NEW = 'a long new password';

describeInChromium('one’s own account in the console', () => {
  let visit: ConsoleVisit;
  let ada: SeededUser;

  beforeAll(async () => {
    visit = await ConsoleVisit.begin();
    ada = await visit.server.seed.user('ada');
    await setPassword(OLD);
  }, 120_000);

  afterAll(() => visit.end());

  function setPassword(newPassword: string): Promise<unknown> {
    return visit.server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
      input: { userId: ada.id, newPassword },
    });
  }

  it('ends the session when the password changes, and the new one signs in', async () => {
    const page = await visit.openAs('ada', OLD, '/account');
    await page.getByText('ends all your sessions, this one too').waitFor();
    await page.getByRole('textbox', { name: 'Current password' }).fill(OLD);
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill('too short');
    await page.getByRole('textbox', { name: 'New password, again' }).fill('too short');
    const change = page.getByRole('button', { name: 'Change password and sign in again' });
    await change.click();
    await page.getByText('It has 9 of at least 12 characters.').waitFor();

    await page.getByRole('textbox', { name: 'New password', exact: true }).fill(NEW);
    await page.getByRole('textbox', { name: 'New password, again' }).fill(NEW);
    await change.click();
    await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
    await page.context().close();

    const again = await visit.openAs('ada', NEW, '/account');
    await again.getByRole('heading', { name: 'My account' }).waitFor();
    await again.context().close();
    await setPassword(OLD);
  });

  it('keeps the session where the current password is wrong, and says so', async () => {
    const page = await visit.openAs('ada', OLD, '/account');
    await page.getByRole('textbox', { name: 'Current password' }).fill('not the password');
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill(NEW);
    await page.getByRole('textbox', { name: 'New password, again' }).fill(NEW);
    await page.getByRole('button', { name: 'Change password and sign in again' }).click();
    await page.getByText('currentPassword is wrong.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await page.context().close();
  });

  it('tells a token what it may do, and what being signed in with it means', async () => {
    const { token } = await visit.server.seed.organizationToken('ManageUsers', { name: 'directory sync' });
    const page = await visit.open();
    await page.goto('/account');
    await page.getByText('Token', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Token' }).fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You are signed in with a token').waitFor();
    await page.getByText('ManageUsers').waitFor();
    await page.getByText('directory sync').last().waitFor();
    expect(await page.getByRole('textbox', { name: 'Current password' }).count()).toBe(0);
    await page.context().close();
  });

  it('signs out, after which the page asks to sign in', async () => {
    const page = await visit.openAs('ada', OLD, '/account');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Tollgate' }).waitFor();
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('has no barriers in %s colours', async (scheme) => {
    const page = await visit.openAs('ada', OLD, '/account', scheme);
    await page.getByText('ada is in no group').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(complaintsOf(page)).toEqual([]);
    await page.context().close();
  });
});
