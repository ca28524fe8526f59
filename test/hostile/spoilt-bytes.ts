import type { Random } from '../support/random.ts';
import { bytesOf, type Draft, withHeader } from './requests.ts';
import { chunked } from './spoilt-requests.ts';

const TLS_HELLO = Buffer.from('16030100a5010000a10303', 'hex');

/** A request that is cut off, framed in two ways, or no HTTP at all. The connection may end without an answer. */
export function spoiltBytes(draft: Draft, chance: Random): Buffer {
  const whole = bytesOf(draft);
  const text = whole.toString('latin1');
  const body = draft.body ?? Buffer.from('{}');
  const framed = (name: string, ...values: string[]): Buffer =>
    bytesOf(withHeader({ ...draft, body }, name, ...values));
  const inChunks = (bytes: Buffer): Buffer =>
    bytesOf({ ...withHeader(draft, 'Transfer-Encoding', 'chunked'), body: bytes });
  const retold = (from: string | RegExp, to: string): Buffer => Buffer.from(text.replace(from, to), 'latin1');
  return chance.pick<() => Buffer>([
    () => whole.subarray(0, chance.whole(1, whole.length - 1)),
    () => framed('Content-Length', String(body.length + chance.pick([1, 1_000, 10 ** 9, 10 ** 15]))),
    () => framed('Content-Length', String(Math.max(body.length - 1, 0))),
    () => framed('Content-Length', chance.pick(['-1', '', 'x', '1e3', '0x10', '+1', '1,1', '9'.repeat(30)])),
    () => framed('Content-Length', String(body.length), '0'),
    () =>
      framed(
        'Transfer-Encoding',
        chance.pick(['identity', 'chunked, chunked', 'xchunked', 'gzip, chunked', 'chunked;x']),
      ),
    () =>
      bytesOf(
        withHeader(
          { ...withHeader(draft, 'Transfer-Encoding', 'chunked'), body: chunked(body) },
          'Content-Length',
          '3',
        ),
      ),
    () => inChunks(chunked(body).subarray(0, chance.whole(0, body.length))),
    () =>
      inChunks(
        Buffer.from(
          chance.pick(['zz\r\n', '-1\r\nx\r\n', 'fffffffffffffffff\r\nx', '1\r\nxyz\r\n0\r\n\r\n', '\r\n']),
        ),
      ),
    () => inChunks(Buffer.from(`1;${'x'.repeat(20_000)}\r\n1\r\n0\r\n\r\n`)),
    () => inChunks(Buffer.from('0\r\nHost: evil.example\r\nCookie: x=y\r\n\r\n')),
    () => retold(/\r\n/g, '\n'),
    () => retold('\r\nOrigin: ', '\r\nOrigin:\r\n  folded: '),
    () =>
      retold('Host: ', chance.pick(['Host : ', ' Host: ', 'Host', 'Ho\0st: ', 'H\x01st: ', 'Host: x\rX: '])),
    () =>
      retold(
        'HTTP/1.1',
        chance.pick([
          'HTTP/0.9',
          'HTTP/1.0',
          'HTTP/2.0',
          'HTTP/9.9',
          'HTTPS/1.1',
          'http/1.1',
          '',
          'HTTP/1.1 x',
        ]),
      ),
    () =>
      retold(
        /^\w+ /,
        chance.pick(['get ', 'CONNECT ', 'FOO ', '  ', 'GET\t', 'PRI * HTTP/2.0\r\n\r\nSM', '\0']),
      ),
    () => retold(/^(\w+) \S+/, `$1 /${'x'.repeat(20_000)}`),
    () =>
      retold(
        '\r\nHost',
        `\r\n${Array.from({ length: 2_500 }, (_, count) => `X-${count}: y`).join('\r\n')}\r\nHost`,
      ),
    () => Buffer.concat([whole, Buffer.from('GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n')]),
    () => TLS_HELLO,
    () => Buffer.from('\r\n\r\n\r\n'),
    () => Buffer.from(Array.from({ length: 200 }, () => chance.whole(0, 255))),
  ])();
}
