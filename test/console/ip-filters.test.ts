/** The pages of IP filters, as somebody uses them. */
import { describeInChromium } from '../support/chromium';
import { barriersInAnyColours, complaintsOf, ConsoleVisit } from '../support/console-visit';

let visit: ConsoleVisit;

describeInChromium('the pages of IP filters', () => {
  beforeAll(async () => (visit = await ConsoleVisit.begin()), 120_000);
  afterAll(() => visit.end());

  test('tell each fault at its line while it is written, and save the text as it stands', async () => {
    const page = await visit.openAsRoot('/ip-filters/new');
    await page.getByLabel('Name', { exact: false }).first().fill('office');
    await page.getByLabel('Rules').fill('allow 10.0.0.0/99\n# fine\npermit all');
    await page.getByRole('button', { name: 'Line 1' }).waitFor();
    await page.getByRole('button', { name: 'Line 3' }).waitFor();
    expect(await barriersInAnyColours(page)).toEqual([]);
    await page.getByLabel('Rules').fill('allow 10.0.0.0/8\ndeny 10.0.0.1');
    await page.getByText('2 rules, no fault.').waitFor();
    await page.getByLabel('Try an address').fill('10.0.0.1');
    await page.getByText('By line 2: deny 10.0.0.1').waitFor();
    await page.getByRole('button', { name: 'Create IP filter' }).click();
    await page.getByText(/^The filter “office” is created/).waitFor();
    const { ipFilters } = await visit.server.root.ask('{ ipFilters { name ipFilter } }');
    expect(ipFilters).toEqual([{ name: 'office', ipFilter: 'allow 10.0.0.0/8\ndeny 10.0.0.1' }]);
    expect(complaintsOf(page)).toEqual([]);
  });

  test('refuse to delete a filter in use, naming the token, and tell whom a change concerns', async () => {
    const { id } = await visit.server.seed.ipFilter('allow 10.0.0.0/8');
    const token = await visit.server.seed.organizationToken('ViewUsage', {
      ipFilterId: id,
      name: 'reporting',
    });
    const page = await visit.openAsRoot(`/ip-filters/${id}`, 'dark');
    await page.getByRole('link', { name: 'reporting' }).waitFor();
    await page.getByRole('button', { name: 'Delete IP filter' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete IP filter' }).click();
    await dialog.getByText(/the organization token “reporting”/).waitFor();
    expect(await barriersInAnyColours(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Rules').fill('allow 127.0.0.1');
    await page.getByText('Saving changes 1 token').waitFor();
    expect((await token.client.send('{ currentToken { id } }')).status).toBe(403);
    await page.getByText('1 rule, no fault.').waitFor();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(/^Saved\./).waitFor();
    expect((await token.client.send('{ currentToken { id } }')).status).toBe(200);
  });

  test('list each filter with its rules and what uses it', async () => {
    const page = await visit.openAsRoot('/ip-filters', 'light', 390);
    await page.getByRole('cell', { name: '1 token' }).waitFor();
    expect(await barriersInAnyColours(page)).toEqual([]);
  });
});
