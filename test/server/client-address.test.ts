import { describe, expect, test } from 'vitest';
import { clientAddress, networkOf } from '../../server/accounts/client-address.ts';

describe('who counts as one', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s: %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test.each(['', 'nonsense', '1.2.3', '192.0.2.7:80', '<script>'])('no address: "%s"', (text) => {
    expect(networkOf(text)).toBeUndefined();
  });
});

describe('who is on the other side', () => {
  const forged = '198.51.100.1, 203.0.113.5, 10.0.0.2';

  test('without a proxy of one’s own it is who connects, whatever the request says', () => {
    expect(clientAddress('192.0.2.7', forged, 0)).toBe('192.0.2.7');
  });

  test('behind proxies of one’s own it is whom the outermost of them saw', () => {
    expect(clientAddress('10.0.0.3', forged, 1)).toBe('10.0.0.2');
    expect(clientAddress('10.0.0.3', forged, 2)).toBe('203.0.113.5');
  });

  test('where a proxy says nothing it is the proxy', () => {
    expect(clientAddress('10.0.0.3', undefined, 1)).toBe('10.0.0.3');
    expect(clientAddress('10.0.0.3', 'nonsense', 1)).toBe('10.0.0.3');
    expect(clientAddress(undefined, undefined, 1)).toBe('unknown');
  });
});
