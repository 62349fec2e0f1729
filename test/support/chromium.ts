/** Debian's Chromium, driven by Playwright: the browser in which the console is tested. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The shell is Chromium without what draws windows: the same pages, in less time. */
const DEBIANS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const PROGRAM = process.env['CHROMIUM'] ?? DEBIANS.find((program) => existsSync(program));

/** Nothing but the pages' own requests: a browser that is alone on its machine asks many others for news. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const MISSING = `there is no ${PROGRAM ?? DEBIANS.join(' nor ')}, and CHROMIUM names no other`;

export function launchChromium(): Promise<Browser> {
  if (PROGRAM === undefined) throw new Error(`No browser: ${MISSING}.`);
  return chromium.launch({ executablePath: PROGRAM, args: ARGUMENTS });
}

/** Of tests in a browser. Without one they are left out, and that is said; on a build server nobody would hear it. */
export function describeInChromium(name: string, tests: () => void): void {
  if (PROGRAM !== undefined && existsSync(PROGRAM)) {
    // Much else may run beside it, and loading a page takes a processor for a while.
    jest.setTimeout(90_000);
    describe(name, tests);
    return;
  }
  if (process.env['CI'] !== undefined) throw new Error(`The console cannot be tested: ${MISSING}.`);
  process.stderr.write(`\nSKIPPED: the console in a browser (${name}), since ${MISSING}.\n\n`);
  describe.skip(name, tests);
}
