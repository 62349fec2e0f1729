/** Starts the console. */
import '@mantine/core/styles.css';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { createQueryClient } from './api/use-asked';
import { Broken } from './feedback/broken';
import { Pages } from './pages';
import { SessionProvider } from './session/session';
import { SignInPage } from './session/sign-in-page';
import { listenToGoingBack } from './shell/going-back';
import { Shell } from './shell/shell';
import { theme } from './theme';

const place = document.getElementById('console');
if (place === null) throw new Error('The page has no place for the console.');

/** What the page's policy asks of each style that is made in it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// What keeps the page from scrolling behind a dialog looks for it where webpack would have put it.
Object.assign(globalThis, { __webpack_nonce__: nonce });

listenToGoingBack();
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={createQueryClient()}>
        <ErrorBoundary FallbackComponent={Broken}>
          <SessionProvider signIn={<SignInPage />}>
            <Shell>
              <Pages />
            </Shell>
          </SessionProvider>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
