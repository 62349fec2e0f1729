import {
  badInput,
  concealed,
  conflict,
  DomainError,
  ERROR_CODES,
  notFound,
} from '../../../src/kernel/domain-error';

describe('An error code', () => {
  test.each(Object.entries(ERROR_CODES))('%s is explained in a sentence', (code, sentence) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('is never explained in the words of another', () => {
    const sentences = Object.values(ERROR_CODES);

    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

describe('A domain error', () => {
  const refusal = { action: 'tokens.read', reason: 'of another organization' };

  test.each([
    [badInput('name must not be empty.'), 'BAD_USER_INPUT', 'name must not be empty.'],
    [notFound('The token'), 'NOT_FOUND', 'The token was not found.'],
    [concealed('The token', refusal), 'NOT_FOUND', 'The token was not found.'],
    [conflict('The name is taken.'), 'CONFLICT', 'The name is taken.'],
    [new DomainError('FORBIDDEN', 'No.', refusal), 'FORBIDDEN', 'No.'],
  ])('carries its code and its message: %s', (error, code, message) => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(DomainError);
    expect(error.name).toBe('DomainError');
    expect(error.code).toBe(code);
    expect(error.message).toBe(message);
  });

  test('reads the same for what is hidden as for what is missing, and says more to the audit log alone', () => {
    const missing = notFound('The token');
    const hidden = concealed('The token', refusal);

    expect([hidden.code, hidden.message, String(hidden)]).toEqual([
      missing.code,
      missing.message,
      String(missing),
    ]);
    expect(missing.refusal).toBeUndefined();
    expect(hidden.refusal).toEqual(refusal);
  });
});
