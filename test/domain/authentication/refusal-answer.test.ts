import { CREDENTIALS_MISSING, refusalAnswer } from '../../../src/authentication/refusal-answer';
import type { RefusalReason } from '../../../src/authentication/verdict';

/** Every reason; one that is missing does not compile. */
const STATUS: Record<RefusalReason, 401 | 403> = {
  unsupportedScheme: 401,
  malformedHeader: 401,
  malformedToken: 401,
  unknownToken: 401,
  wrongSecret: 401,
  ended: 401,
  expired: 401,
  kindDisabled: 401,
  lifetimeExceeded: 401,
  userRemoved: 401,
  organizationRemoved: 401,
  session: 401,
  otherOrganization: 401,
  addressRefused: 403,
};
const reasons = Object.entries(STATUS) as [RefusalReason, 401 | 403][];

describe('A refused request', () => {
  test.each(reasons)('for the reason %s is answered with %i', (reason, status) => {
    expect(refusalAnswer(reason).status).toBe(status);
  });

  test('learns from every 401 the same: that its credentials are invalid', () => {
    const answers = reasons.filter(([, status]) => status === 401).map(([reason]) => refusalAnswer(reason));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({
      status: 401,
      body: 'The supplied authentication is invalid',
      challenge: 'Bearer realm="Tollgate", error="invalid_token"',
    });
  });

  test('is told in LogScale’s words that its address is refused, and is asked for no other credentials', () => {
    expect(refusalAnswer('addressRefused')).toEqual({
      status: 403,
      body: 'Tokens can only be used from IP addresses accepted by the IP filter set for them if any.',
      challenge: null,
    });
  });

  test.each(reasons)('never reads the reason %s in the answer', (reason) => {
    const { body, challenge } = refusalAnswer(reason);

    expect(`${body} ${challenge ?? ''}`).not.toContain(reason);
  });
});

describe('A request without credentials', () => {
  test('is asked for some, without an error (RFC 6750, section 3.1)', () => {
    expect(CREDENTIALS_MISSING).toEqual({
      status: 401,
      body: 'The resource requires authentication, which was not supplied with the request',
      challenge: 'Bearer realm="Tollgate"',
    });
  });
});
