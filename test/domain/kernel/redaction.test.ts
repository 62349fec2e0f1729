import { withoutTokenStrings } from '../../../src/kernel/redaction';
import { drawTokenString } from '../../../src/tokens/token-secret';

describe('A text', () => {
  test.each(['token', 'session'] as const)('loses the string of a %s, wherever it stands', (kind) => {
    const { text } = drawTokenString(kind);
    const secret = text.split('~')[1]!;
    for (const around of [
      text,
      `https://example.com/?t=${text}&u=1`,
      `“${text}”`,
      `${'a'.repeat(50)}${text}${'b'.repeat(50)}`,
      text.replace('~', '%7E'),
      text.replace('~', '%7e'),
      `${text} ${text}`,
    ]) {
      const left = withoutTokenStrings(around);
      expect(left).not.toContain(secret);
      expect(left).toContain('[redacted]');
    }
    expect(withoutTokenStrings(`a ${text} b`)).toBe('a [redacted] b');
  });

  test('without any stays as it is', () => {
    for (const text of ['', 'a', 'https://example.com/~user/a', 'a'.repeat(10_000), `${'a'.repeat(32)}~b`])
      expect(withoutTokenStrings(text)).toBe(text);
  });
});
