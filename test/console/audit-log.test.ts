/** The console's audit log: its words against the server's events, and the page in a browser. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { detailLines } from '../../console/src/audit-log/detail-lines';
import { EVENT_TYPES, sentenceOf } from '../../console/src/audit-log/event-sentences';
import { EVENT_GROUPS } from '../../console/src/audit-log/event-types';
import { ExportLines } from '../../console/src/audit-log/export-lines';
import { NO_FILTERS, readFilters, writeFilters } from '../../console/src/audit-log/filters';
import { CREDENTIALS_REFUSED, ENDED, SIGN_IN_REFUSED } from '../../console/src/audit-log/refusal-reasons';
import { merged, tailFilter, withFetched } from '../../console/src/audit-log/tail';
import { AUDIT_EVENT_TEXTS } from '../../src/audit/audit-event-texts';
import { describeInChromium } from '../support/chromium';
import { barriersOn, complaintsOf, ConsoleVisit } from '../support/console-visit';
import { MINUTE } from '../support/clock';

const SERVER_TYPES = Object.keys(AUDIT_EVENT_TEXTS).toSorted();

describe('the words of the audit log', () => {
  test('every type of event of the server has a sentence, and a place among the filters', () => {
    expect([...EVENT_TYPES].toSorted()).toEqual(SERVER_TYPES);
    expect(EVENT_GROUPS.flatMap(({ types }) => types.map(({ type }) => type)).toSorted()).toEqual(
      SERVER_TYPES,
    );
  });

  test.each([
    ['authentication.refused', 'reason', CREDENTIALS_REFUSED],
    ['user.signin.refused', 'reason', SIGN_IN_REFUSED],
    ['hashedtokens.change', 'endReason', { ...ENDED, revoked: '' }],
  ] as const)('every reason that %s can have is told in words', (type, field, words) => {
    const texts: Readonly<Record<string, string>> = AUDIT_EVENT_TEXTS[type].fields;
    const reasons = [...(texts[field] ?? '').matchAll(/`(\w+)`/g)].map(([, reason]) => reason);
    expect(reasons.length).toBeGreaterThan(2);
    expect(Object.keys(words)).toEqual(expect.arrayContaining(reasons));
  });

  test.each([
    [
      'hashedtokens.change',
      { actionName: 'create', tokenKind: 'organization', tokenName: 'ci', expireAt: null },
      'Created the organization token “ci”, which never expires',
    ],
    [
      'hashedtokens.change',
      {
        actionName: 'update',
        tokenKind: 'system',
        tokenName: 'ops',
        oldPermissions: ['A', 'B'],
        newPermissions: ['B', 'C'],
      },
      'Changed the permissions of the system token “ops”: added C, took away A',
    ],
    [
      'hashedtokens.change',
      { actionName: 'delete', tokenKind: 'view', tokenName: 'x', endReason: 'revoked', reason: 'left' },
      'Revoked the repository token “x”: left',
    ],
    [
      'hashedtokens.rotate',
      { tokenKind: 'personal', tokenName: 'personal', overlapUntil: null },
      'Reset a personal token: the old secret stopped at once',
    ],
    ['authentication.refused', { reason: 'expired' }, 'Not let in: the token has expired'],
    ['authentication.refused', { overflow: true }, 'Credentials missing or refused: many, counted together'],
    [
      'group.membership.change',
      { actionName: 'remove', groupName: 'ops', userNames: ['ada', 'bob'] },
      'Took ada and bob out of the group “ops”',
    ],
    [
      'organizations.securitypolicies.tokens.update',
      { effect: { ended: 1, shortened: 2, filtered: 0 } },
      'Changed the security policies: 1 token ended, 2 tokens shortened',
    ],
    ['something.of.a.newer.server', { any: 1 }, 'something.of.a.newer.server'],
  ])('%s with %j reads: %s', (type, details, sentence) => {
    expect(sentenceOf({ type, details })).toBe(sentence);
  });

  test('an event that is not as expected is told all the same', () => {
    for (const type of SERVER_TYPES)
      for (const details of [{}, { actionName: 7, tokenName: null, userNames: 'x', effect: [], after: 'y' }])
        expect(sentenceOf({ type, details })).not.toBe('');
  });

  test('details show times and spans in words, and a change beside what it was', () => {
    expect(
      detailLines({
        before: { lifetimeMs: null, name: 'a' },
        after: { lifetimeMs: 7_200_000, name: 'a' },
        tokenId: 'x',
      }),
    ).toEqual([
      { label: 'Token id', value: 'x' },
      { label: 'Lifetime', value: '2 hours', was: 'none' },
    ]);
  });

  test('filters come out of the address as they went into it', () => {
    const filters = {
      ...NO_FILTERS,
      from: 1_760_000_000_000,
      type: 'user.create',
      outcome: 'refused' as const,
      address: '::1',
      isOfNone: true,
    };
    expect(readFilters(writeFilters(new URLSearchParams('live=yes'), filters))).toEqual(filters);
    expect(writeFilters(new URLSearchParams('live=yes'), filters).get('live')).toBe('yes');
    expect(readFilters(new URLSearchParams('from=nonsense&outcome=maybe'))).toEqual(NO_FILTERS);
  });

  test('an export without its signed end is known to be cut off', () => {
    const read = (text: string) => {
      const lines = new ExportLines();
      // In the middle of a character, as a network would have it.
      const bytes = Buffer.from(text);
      lines.take(bytes.subarray(0, 9));
      lines.take(bytes.subarray(9));
      return lines.end();
    };
    const entry = '{"id":"“1”"}\n';
    const head = '{"checkpoint":{"kind":"head","number":1}}\n';
    expect(read(entry + head)).toEqual({ entries: 1, last: 1, isCutOff: false });
    expect(read(entry)).toMatchObject({ isCutOff: true });
    expect(read(entry + head.slice(0, 30))).toMatchObject({ isCutOff: true });
    expect(new ExportLines().end()).toEqual({ entries: 0, last: 0, isCutOff: false });
  });

  test('what arrives is put where it belongs, and what grows is shown as grown', () => {
    const entry = (id: string, time: number, count = 1) => ({ ...ENTRY, id, time, count });
    const loaded = [entry('c', 300), entry('b', 200), entry('a', 100)];
    const arrivals = withFetched(new Map(), [entry('d', 400), entry('b', 200, 7), entry('0', 50)], 0);
    const { entries, arrivedIds } = merged(loaded, arrivals);
    expect(entries.map(({ id, count }) => [id, count])).toEqual([
      ['d', 1],
      ['c', 1],
      ['b', 7],
      ['a', 1],
    ]);
    expect(arrivedIds).toEqual(['d']);
    expect(tailFilter({ type: 'x' }, loaded, arrivals)).toEqual({ type: 'x', from: 270 - 170 });
  });
});

const ENTRY = {
  lastTime: 0,
  type: 'user.create',
  outcome: 'succeeded',
  clientAddress: null,
  userAgent: null,
  requestId: null,
  targetType: null,
  targetId: null,
  details: {},
  seal: null,
  actor: { type: 'system', userId: null, userName: null, tokenId: null, tokenName: null, sessionId: null },
} as const;

describeInChromium('the page of the audit log', () => {
  let visit: ConsoleVisit;
  beforeAll(async () => {
    visit = await ConsoleVisit.begin();
  }, 150_000);
  afterAll(() => visit.end());

  async function openWithToken(token: string, path: string): Promise<Page> {
    const page = await visit.open();
    await page.goto(path);
    await page.getByText('Token', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Token' }).fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  const open = (page: Page, sentence: string | RegExp) =>
    page.getByRole('button', { name: sentence }).first();

  test('a refusal that happens while the page is open shows by itself, with an icon and a word', async () => {
    const { server } = visit;
    const page = await visit.openAsRoot('/audit-log?outcome=refused&live=yes');
    await page.getByText('Nothing fits the filters').waitFor();

    const token = await server.seed.organizationToken('ReadAuditLog', { name: 'reader' });
    await token.client.send(
      'mutation { createRole(input: { displayName: "x", viewPermissions: [] }) { role { id } } }',
    );
    await server.anonymous.as(`${token.id}~wrong`).send('{ meta { version } }');

    const row = page.getByRole('row').filter({ hasText: 'Not allowed to do' });
    await row.getByText('New', { exact: true }).waitFor();
    await row.getByText('Refused', { exact: true }).waitFor();
    await row.getByRole('link', { name: 'reader' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'in the audit log' }).waitFor({ state: 'attached' });
    expect(complaintsOf(page)).toEqual([]);
  });

  test('while an entry is open, what arrives waits and is counted', async () => {
    const { server } = visit;
    await server.seed.repository('waiting-0');
    const page = await visit.openAsRoot('/audit-log?type=repository.create&live=yes');
    await open(page, 'Created the repository “waiting-0”').click();
    await page.getByRole('dialog').waitFor();
    await server.seed.repository('waiting-1');
    await server.seed.repository('waiting-2');
    await page.getByText('2 new entries', { exact: true }).waitFor();
    expect(await page.getByText('“waiting-2”').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByText('“waiting-2”').waitFor();
  });

  test('an entry opens by the keyboard with all that it says, and gives the focus back', async () => {
    const { server } = visit;
    const token = await server.seed.organizationToken('ManageUsers', { name: 'opened' });
    const page = await visit.openAsRoot('/audit-log');
    const button = open(page, /Created the organization token “opened”/);
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Token created, changed or ended' });
    await dialog.getByText('ManageUsers').waitFor();
    expect(await dialog.getByRole('link', { name: token.id }).getAttribute('href')).toBe(
      `/tokens/${token.id}`,
    );
    expect(await dialog.getByRole('link', { name: 'root' }).first().getAttribute('href')).toMatch(
      /^\/people\//,
    );
    await dialog.getByText('Not sealed yet').waitFor();
    expect(await barriersOn(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('“opened”');
  });

  test('filters stand in the address and survive a reload, until all are cleared', async () => {
    const { server } = visit;
    await server.seed.user('filtered');
    const page = await visit.openAsRoot('/audit-log');
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'User added' });
    await page.getByLabel('From address').fill('127.0.0.1');
    await page.waitForURL(/type=user\.create.*address=127/);
    await open(page, 'Added the user “filtered”').waitFor();
    expect(await page.getByText(/^Created the/).count()).toBe(0);

    await page.reload();
    await open(page, 'Added the user “filtered”').waitFor();
    expect(await page.getByLabel('From address').inputValue()).toBe('127.0.0.1');
    expect(await page.getByLabel('What', { exact: true }).inputValue()).toBe('user.create');

    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.waitForURL((url) => url.search === '');
    await page
      .getByText(/^Created the/)
      .first()
      .waitFor();
  });

  test('older entries are added below', async () => {
    const { server } = visit;
    for (let each = 0; each < 55; each += 1) await server.seed.user();
    const page = await visit.openAsRoot('/audit-log?type=user.create');
    await page.getByText('50 entries shown').waitFor();
    expect(await page.getByText('Added the user “root”').count()).toBe(0);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText('Added the user “root”').waitFor();
    expect(await page.getByRole('button', { name: 'Older' }).count()).toBe(0);
  });

  test('the exported file is what the API exports, and is complete', async () => {
    const { server } = visit;
    server.clock.advance(2 * MINUTE);
    await server.keepAuditLog();
    const page = await visit.openAsRoot('/audit-log');
    // A window to choose a file in, which no test can use; browsers without one do the same.
    await page.evaluate(
      'delete Object.getPrototypeOf(window).showSaveFilePicker; delete window.showSaveFilePicker',
    );
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save export' }).click(),
    ]);
    await page.getByText('The export is complete').waitFor();
    const answer = await fetch(`${server.url}/api/v1/audit/export`, {
      headers: { authorization: `Bearer ${server.rootToken}` },
    });
    const file = readFileSync(await download.path(), 'utf8');
    expect(file).toBe(await answer.text());
    expect(file.trimEnd().split('\n').length).toBeGreaterThan(50);
    expect(download.suggestedFilename()).toMatch(/\.ndjson$/);
    expect(await barriersOn(page, '[role="dialog"]')).toEqual([]);
    expect(complaintsOf(page)).toEqual([]);
  });

  test('a browser that lets a page write a file gets the export piece by piece', async () => {
    const { server } = visit;
    const page = await visit.openAsRoot('/audit-log');
    await page.evaluate(`
      window.written = '';
      window.showSaveFilePicker = async () => ({
        createWritable: async () => ({
          write: async (chunk) => { window.written += new TextDecoder().decode(chunk); },
          close: async () => { window.isClosed = true; },
          abort: async () => undefined,
        }),
      });`);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('button', { name: 'Save export' }).click();
    await page.getByText('The export is complete').waitFor();
    const answer = await fetch(`${server.url}/api/v1/audit/export`, {
      headers: { authorization: `Bearer ${server.rootToken}` },
    });
    expect(await page.evaluate('window.isClosed')).toBe(true);
    expect(await page.evaluate('window.written')).toBe(await answer.text());
  });

  test('how far the log is sealed is told with the newest seal', async () => {
    const page = await visit.openAsRoot('/audit-log');
    await page.getByText(/^Sealed up to number/).waitFor();
    const { auditEntries } = await visit.server.root.ask(
      '{ auditEntries(limit: 1000) { entries { seal { number hash } } } }',
    );
    const newest = auditEntries.entries
      .map(({ seal }: { seal: { number: number; hash: string } | null }) => seal)
      .filter((seal: unknown) => seal !== null)
      .toSorted((a: { number: number }, b: { number: number }) => b.number - a.number)[0];
    await page.getByText(`Sealed up to number ${newest.number}`).waitFor();
    await page.getByText(newest.hash).waitFor();
  });

  test('who may not read it is told which permission is missing', async () => {
    const { token } = await visit.server.seed.organizationToken('ManageUsers');
    const page = await openWithToken(token, '/audit-log');
    await page.getByText('You may not read the audit log').waitFor();
    await page.getByText(/organization permission ReadAuditLog/).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  test('entries of no organization are for who may see organizations', async () => {
    const { server } = visit;
    await server.anonymous.as(`${'A'.repeat(32)}~${'b'.repeat(44)}`).send('{ meta { version } }');
    const page = await visit.openAsRoot('/audit-log');
    await page.getByLabel(/^Of no organization/).check();
    await page
      .getByText(/^Not let in: /)
      .first()
      .waitFor();
    const { token } = await server.seed.organizationToken('ReadAuditLog');
    const other = await openWithToken(token, '/audit-log');
    await other.getByRole('button', { name: 'Export', exact: true }).waitFor();
    await other.getByRole('table').waitFor();
    expect(await other.getByLabel(/^Of no organization/).count()).toBe(0);
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['dark', 360],
  ] as const)('nothing keeps people from using it in %s colours at a width of %i', async (scheme, width) => {
    const page = await visit.openAsRoot('/audit-log', scheme, width);
    await page.getByRole('table').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(complaintsOf(page)).toEqual([]);
  });
});
