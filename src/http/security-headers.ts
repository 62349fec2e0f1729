/**
 * The security headers of every answer. They do not depend on the request, so Helmet is asked for them
 * once: working them out for each would cost more than finding its token.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Where Apollo's landing page loads the embedded Sandbox from. */
const SANDBOX_SOURCES = [
  'https://embeddable-sandbox.cdn.apollographql.com',
  'https://apollo-server-landing-page.cdn.apollographql.com',
  'https://studio.apollographql.com',
  'https://sandbox.embed.apollographql.com',
];

const setHeaders = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      // Apollo's landing page starts itself from an inline script.
      scriptSrc: ["'self'", "'unsafe-inline'", ...SANDBOX_SOURCES],
      styleSrc: ["'self'", "'unsafe-inline'", ...SANDBOX_SOURCES, 'https://fonts.googleapis.com'],
      fontSrc: ["'self'", 'https://fonts.gstatic.com'],
      imgSrc: ["'self'", 'data:', ...SANDBOX_SOURCES],
      manifestSrc: ["'self'", ...SANDBOX_SOURCES],
      frameSrc: SANDBOX_SOURCES,
      // Whether the API is reached over TLS is for who runs it to decide; http://localhost must work.
      upgradeInsecureRequests: null,
    },
  },
  crossOriginEmbedderPolicy: false,
  // Sent over http it would be ignored, and behind a proxy it is the proxy's to set.
  strictTransportSecurity: false,
});

export function securityHeaders(): Readonly<Record<string, string>> {
  return headersSetBy(setHeaders);
}

/** @throws where Helmet does not set them in the turn that asks: an answer must not go out without. */
export function headersSetBy(set: ReturnType<typeof helmet>): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  const whenSet: unknown[] = [];
  const answer = {
    setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value),
    removeHeader: (name: string) => headers.delete(name.toLowerCase()),
  };
  set({} as IncomingMessage, answer as unknown as ServerResponse, (error) => whenSet.push(error));
  if (whenSet.length !== 1 || whenSet[0] !== undefined)
    throw new Error('Helmet did not set its headers at once.', { cause: whenSet[0] });
  return Object.fromEntries(headers);
}
