/**
 * The security headers of the web console, in place of those of all other answers. Its pages load nothing from
 * anywhere else, and run no script and apply no style that the build has not put there: what has no nonce and is no
 * file of this server is refused by the browser.
 */
import helmet from 'helmet';
import { headersSetBy } from './security-headers';

/** What pages could ask a browser for, and these never do. */
const UNUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];
// For a new token, which is shown once and copied.
const PERMISSIONS = [...UNUSED_FEATURES.map((feature) => `${feature}=()`), 'clipboard-write=(self)'].join(
  ', ',
);

/** @param nonce of this one answer; null for what is no page. */
export function consoleHeaders(nonce: string | null): Readonly<Record<string, string>> {
  const own = nonce === null ? ["'self'"] : ["'self'", `'nonce-${nonce}'`];
  const headers = headersSetBy(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: own,
          styleSrc: own,
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'no-referrer' },
      // The same for browsers that do not know frame-ancestors.
      xFrameOptions: { action: 'deny' },
      // As for all answers: see security-headers.
      strictTransportSecurity: false,
    }),
  );
  return { ...headers, 'permissions-policy': PERMISSIONS };
}
