/** fast-jwt verifying HS256, with its cache and without: another stateless token for each of the same number of tokens. */
import { createSigner, createVerifier } from 'fast-jwt';

export async function prepare({ tokens }) {
  const key = 'a secret of the bench that is long enough';
  const sign = createSigner({ key, algorithm: 'HS256', expiresIn: 3_600_000 });
  const signed = tokens.map((_, i) =>
    sign({ sub: `token-${i}`, iss: 'bench', scope: 'ViewUsage', jti: String(i) }),
  );
  const options = { key, algorithms: ['HS256'], allowedIss: 'bench' };
  const repeated = (verify) => {
    let turn = 0;
    return (times) => {
      for (let i = 0; i < times; i++) {
        if (verify(signed[turn++ % signed.length]).iss !== 'bench')
          throw new Error('A token was not verified.');
      }
    };
  };
  return {
    cached: repeated(createVerifier({ ...options, cache: true, cacheTTL: 3_600_000 })),
    uncached: repeated(createVerifier({ ...options, cache: false })),
  };
}
