import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../shared/log/canonical-json.ts';

describe('canonical JSON (RFC 8785)', () => {
  test('the example of section 3.2.2', () => {
    const value = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('the sorting example of section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:"([A-Z]\w+)/g)].map((match) => match[1])).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  test.each([
    [-0, '0'],
    [5e-324, '5e-324'],
    [1e21, '1e+21'],
    [9007199254740992, '9007199254740992'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
  ])('numbers of appendix B: %d', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  test('members without a value are left out, as when it is sent', () => {
    expect(canonicalJson({ b: undefined, a: [{}] })).toBe('{"a":[{}]}');
  });

  test.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [undefined],
    [[undefined]],
    ['\ud800'],
    [{ '\udc00': 1 }],
  ])('what has no JSON throws: %j', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});
