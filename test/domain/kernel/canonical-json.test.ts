/** RFC 8785: one text for each value, whoever writes it. */
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../../src/kernel/canonical-json';

test('the example of RFC 8785, section 3.2.2 and 3.2.3', () => {
  const value = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  ) as Json;
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test('names are in the order of their UTF-16 code units (RFC 8785, section 3.2.3)', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toEqual(
    // The parser puts a name that is a whole number first.
    [4, 2, 6, 7, 1, 5, 3],
  );
  expect(canonicalJson(value)).toMatch(
    /^\{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3\}$/u,
  );
});

test('it reads back as the value, and does not depend on the order of names', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = canonicalJson(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value as Json))).toBe(text);
    }),
  );
});

test.each([[NaN], [Infinity], [-Infinity], ['\ud800'], [{ '\udc00': 1 }]])('%p has none', (value) => {
  expect(() => canonicalJson(value as Json)).toThrow(TypeError);
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
