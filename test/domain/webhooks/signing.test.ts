/** Standard Webhooks' own example, and secrets that nobody guesses. */
import { drawSigningSecret, signedHeaders } from '../../../src/webhooks/signing';

// From the specification's reference libraries.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const SECONDS = 1_614_265_330;
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

test('a message is signed as the specification has it', () => {
  expect(signedHeaders(ID, '{"test": 2432232314}', [SECRET], SECONDS * 1_000 + 999)).toEqual({
    'webhook-id': ID,
    'webhook-timestamp': String(SECONDS),
    'webhook-signature': SIGNATURE,
  });
});

test('with two secrets there are two signatures, a space between them', () => {
  const headers = signedHeaders(ID, '{"test": 2432232314}', [drawSigningSecret(), SECRET], SECONDS * 1_000);
  expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  expect(headers['webhook-signature']!.split(' ')[1]).toBe(SIGNATURE);
});

test('a secret has 32 random bytes, other ones each time', () => {
  const secrets = Array.from({ length: 100 }, drawSigningSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
});
