/** Somebody who uses the console: a real server that serves it, and a browser at it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildServer } from './built-server';
import { launchChromium } from './chromium';
import { TestServer } from './server';

export const ROOT_PASSWORD = 'correct horse battery staple';

/** For what a page is to show, in milliseconds: less than a test has, so that a failure names what was waited for. */
const PATIENCE_MS = 60_000;

/** What WCAG 2.2 asks for at level AA, and what else axe knows to be good. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Scheme = 'light' | 'dark';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

export class ConsoleVisit {
  private readonly signedIn = new Map<string, StorageState>();

  private constructor(
    readonly server: TestServer,
    private readonly browser: Browser,
  ) {}

  /** @param environment settings of the server's. */
  static async begin(environment: Record<string, string> = {}): Promise<ConsoleVisit> {
    buildServer();
    const server = await TestServer.start({ TOLLGATE_ROOT_PASSWORD: ROOT_PASSWORD, ...environment });
    return new ConsoleVisit(server, await launchChromium());
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  /** A window of a person who is not signed in. What the page complains of is kept: see {@link complaintsOf}. */
  open(scheme: Scheme = 'light', width = 1280): Promise<Page> {
    return this.openWith(scheme, width);
  }

  private async openWith(scheme: Scheme, width: number, storageState?: StorageState): Promise<Page> {
    const context = await this.browser.newContext({
      ...(storageState === undefined ? {} : { storageState }),
      baseURL: this.server.url,
      colorScheme: scheme,
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    COMPLAINTS.set(page, complaints);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|violates/i.test(message.text())) complaints.push(message.text());
    });
    // The server's clock stands still, and so does the page's.
    await page.clock.setFixedTime(this.server.clock.now());
    return page;
  }

  /** Signed in by password, so by the cookie; who has been here before has it still. */
  async openAs(
    login: string,
    password: string,
    path: string,
    scheme: Scheme = 'light',
    width = 1280,
  ): Promise<Page> {
    const page = await this.openWith(scheme, width, this.signedIn.get(login));
    await page.goto(path);
    const heading = page.locator('.heading');
    const signIn = page.getByRole('heading', { name: 'Sign in to Tollgate' });
    await heading.or(signIn).first().waitFor();
    if (await signIn.isVisible()) {
      await page.getByLabel('User name').fill(login);
      await page.locator('input[type=password]').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await heading.waitFor();
      this.signedIn.set(login, await page.context().storageState());
    }
    return page;
  }

  openAsRoot(path: string, scheme: Scheme = 'light', width = 1280): Promise<Page> {
    return this.openAs('root', ROOT_PASSWORD, path, scheme, width);
  }
}

const COMPLAINTS = new WeakMap<Page, string[]>();

/** Failures of the page's own code, and what its policy has kept it from. */
export function complaintsOf(page: Page): readonly string[] {
  return COMPLAINTS.get(page) ?? [];
}

/** What the dark colours may change of a page. */
const RULES_OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What keeps people from using the page as it is now, by axe; a line each.
 *
 * @param part a selector, where the rest of the page has been looked at before.
 */
export async function barriersOn(page: Page, part?: string): Promise<string[]> {
  const isDark = await page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: dark)').matches`);
  const axe = new AxeBuilder({ page });
  if (part !== undefined) axe.include(part);
  axe.options({
    runOnly: isDark ? { type: 'rule', values: RULES_OF_COLOURS } : { type: 'tag', values: RULES },
    // What is as it should be is not read here, and finding names for it takes most of the time.
    resultTypes: ['violations'],
  });
  // Its other way opens a window for each look, for the sake of frames, which these pages have none of.
  axe.setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary})`,
    ),
  );
}

/** Everything that the page's origin has put where it outlasts the page, and that a script could read. */
export async function storedBy(context: BrowserContext, page: Page): Promise<string> {
  // In words, since tests know no browser's types.
  const stored = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])',
  );
  return stored + JSON.stringify((await context.cookies()).filter(({ httpOnly }) => !httpOnly));
}

/** The same in light and in dark colours; the page is left in the dark. */
export async function barriersInAnyColours(page: Page, part?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await barriersOn(page, part)));
  }
  return found;
}
