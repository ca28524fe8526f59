import { isIPv4, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS = 8;
const GROUPS_OF_A_NETWORK = 4;

/**
 * Who is on the other side, as far as it can be known: each of so many proxies of one's own adds to `forwarded` whom
 * it was asked by. What stands before that anybody may have written.
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string {
  const said = (forwarded ?? '').split(',').map((one) => one.trim());
  const address = proxies === 0 ? peer : said.at(-proxies);
  return networkOf(address ?? '') ?? networkOf(peer ?? '') ?? 'unknown';
}

/** An IPv4 address, or of an IPv6 address the /64: one household has all of that, and counts as one. */
export function networkOf(address: string): string | undefined {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped || isIPv4(address)) return mapped ?? address;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return undefined;
  const [before = '', after] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const head = before.split(':').filter(Boolean);
  const tail = (after ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: GROUPS - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, GROUPS_OF_A_NETWORK).join(':')}::/64`;
}
