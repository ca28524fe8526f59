import { gzipSync } from 'node:zlib';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { Random } from '../support/random.ts';
import { hostileTexts } from './hostile-texts.ts';
import { type Draft, withHeader } from './requests.ts';

/** What a name in a path can be that no id is. */
const SEGMENTS = [
  ...[
    '..',
    '.',
    '%2e%2e',
    '..%2f..%2f',
    '%252e%252e%252f',
    '....//',
    '%00',
    'main%00',
    '%c0%ae%c0%ae',
    '%ff',
    '%',
  ],
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '*',
    ':workspace',
    '-1',
    '0',
    '1e9',
    'NaN',
    "'%20OR%201=1--",
  ],
  ...['MAIN', 'main;x=y', 'main%2f', '%E0%A4%A', '%F0%9F%98%80', 'x'.repeat(2_000), 'a'.repeat(15_000)],
];
const PREFIXES = [
  '//',
  '/./',
  '/../',
  '/%2e%2e/',
  '/api/../',
  '/API',
  '/api//',
  '/\\',
  '/api%2f',
  '/assets/../',
  '/.',
];
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'M-SEARCH',
];
const BOMB = gzipSync(Buffer.alloc(50_000_000));

export function spoiltPath(draft: Draft, chance: Random): Draft {
  const [path = '', query] = draft.target.split('?');
  const parts = path.split('/');
  const spoilt = chance.pick<() => string>([
    () => parts.with(chance.whole(1, parts.length - 1), chance.pick(SEGMENTS)).join('/'),
    () =>
      parts
        .with(chance.whole(1, parts.length - 1), encodeURIComponent(wellFormed(chance.pick(hostileTexts))))
        .join('/'),
    () => [...parts, chance.pick(SEGMENTS)].join('/'),
    () => parts.toSpliced(chance.whole(1, parts.length - 1), 1).join('/'),
    () => `${chance.pick(PREFIXES)}${path.slice(1)}`,
    () =>
      path.replaceAll(/[a-z]/g, (letter) =>
        chance.chance(0.3) ? `%${letter.charCodeAt(0).toString(16)}` : letter,
      ),
    () => `${path}/`,
    () =>
      chance.pick([
        '*',
        'x',
        `http://evil.example${path}`,
        `http://localhost:1${path}`,
        'http://[',
        `//evil.example${path}`,
      ]),
    () =>
      `${path}/${'../'.repeat(chance.whole(1, 9))}${chance.pick(['etc/passwd', 'daybook.sqlite', 'auth-secret', '.vite/manifest.json'])}`,
  ])();
  return {
    ...draft,
    target: `${spoilt}${query === undefined ? '' : `?${query}`}`.replaceAll(/[^\x21-\xff]/g, '%20'),
  };
}

export function spoiltQuery(draft: Draft, chance: Random): Draft {
  const [path = '', query = ''] = draft.target.split('?');
  const pairs = query.split('&').filter(Boolean);
  const text = encodeURIComponent(wellFormed(chance.pick(hostileTexts))).slice(0, 4_000);
  const [name = 'epoch'] = chance.pick(pairs.length > 0 ? pairs : ['epoch=1']).split('=');
  const spoilt = chance.pick([
    pairs.map((pair) => (pair.startsWith(`${name}=`) ? `${name}=${text}` : pair)),
    [...pairs, `${name}=${text}`],
    pairs.filter((pair) => !pair.startsWith(`${name}=`)),
    pairs.map((pair) => pair.replace('=', '[]=')),
    [...pairs, ...Array(chance.pick([1, 900])).fill('a=b')],
    pairs.map((pair) => `${pair}${chance.pick(['%', '%zz', '%00', '%ff', '-1', 'e9', '.5'])}`),
    pairs.map((pair) => pair.split('=')[0] ?? ''),
  ]);
  return { ...draft, target: `${path}?${spoilt.join('&')}` };
}

export function spoiltMethod(draft: Draft, chance: Random): Draft {
  const others = METHODS.filter((method) => method !== draft.method);
  return { ...draft, method: chance.pick(others) };
}

export function spoiltHeaders(draft: Draft, chance: Random): Draft {
  const host = draft.headers.find(([name]) => name === 'Host')?.[1] ?? '';
  const origin = `http://${host}`;
  const cookie = draft.headers.find(([name]) => name === 'Cookie')?.[1] ?? '';
  const text = latin(chance.pick(hostileTexts)).slice(0, 10_000);
  const ways: Record<string, readonly (readonly string[])[]> = {
    Host: [
      ['evil.example'],
      [],
      ['', host],
      [host, 'evil.example'],
      [`${host}@evil.example`],
      ['[::1'],
      ['%00'],
      [text],
      ['localhost:99999'],
    ],
    Origin: [
      ['http://evil.example'],
      ['null'],
      [text],
      [origin, 'http://evil.example'],
      [`${origin}.evil.example`],
      ['http://['],
    ],
    'Sec-Fetch-Site': [['cross-site'], ['same-site'], [text], ['cross-site', 'same-origin']],
    'Content-Type': [
      [],
      ['text/plain'],
      ['application/x-www-form-urlencoded'],
      ['multipart/form-data; boundary=x'],
      ['application/json', 'text/plain'],
      ['application/json; charset=utf-16'],
      [text],
      ['application/jsonx'],
    ],
    Cookie: [...forgedCookies(cookie, chance).map((one) => [one]), [cookie, cookie], [text]],
    'Content-Encoding': [['gzip'], ['br'], ['deflate, gzip, gzip'], [text]],
    'Accept-Encoding': [['gzip;q=0, *'], [text], ['gzip'.repeat(500)]],
    Accept: [['text/html'], [text], ['*/*,'.repeat(900)]],
    Range: [['bytes=0-'], ['bytes=-1'], ['bytes=9-1'], [`bytes=${'0-1,'.repeat(500)}`], [text], ['items=a']],
    'If-None-Match': [['*'], [text]],
    'X-Forwarded-For': [[text], ['::1, '.repeat(500)], ['127.0.0.1']],
    'X-Forwarded-Host': [['evil.example']],
    'X-HTTP-Method-Override': [['DELETE']],
    'Daybook-App': [[text], ['x'.repeat(4_000)]],
    Expect: [['100-continue'], ['200-ok'], [text]],
    Upgrade: [['websocket'], ['h2c']],
    Connection: [['close'], ['keep-alive, Host'], ['Content-Type']],
    Authorization: [[`Bearer ${text}`], ['Basic Og==']],
    'X-Large': [['x'.repeat(12_000)], ['x'.repeat(20_000)]],
  };
  const name = chance.pick(Object.keys(ways));
  return withHeader(draft, name, ...chance.pick(ways[name] ?? []));
}

/** Of another person, of nobody, signed with another secret, too large, in no form at all. */
export function forgedCookies(cookie: string, chance: Random): string[] {
  const at = chance.whole(0, cookie.length);
  return [
    `${cookie.slice(0, at)}x${cookie.slice(at + 1)}`,
    cookie.replace(/\.[^;]*/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D'),
    cookie.replaceAll('=', ''),
    `daybook.session_token=%E0%A4%A; daybook-device=%`,
    `daybook.session_token=${'a'.repeat(12_000)}`,
    `daybook.session_token=x.${'A'.repeat(43)}=; ${cookie}`,
    Array(400).fill('daybook-device=x').join('; '),
    'daybook-device=\xff\xfe; daybook.session_token=\x80.\x80',
    '__proto__=x; constructor=y; =z; ;;;',
    'daybook.session_data=eyJ1c2VyIjp7ImlkIjoiYWRtaW4ifX0=.x',
    "daybook-device=' OR '1'='1",
  ];
}

/** More than the server takes: of bytes, of packed bytes, of depth. */
export function bombed(draft: Draft, chance: Random): Draft {
  const zeros = Buffer.alloc(LIMITS.requestBytes + 1, '0');
  return chance.pick<() => Draft>([
    () => ({ ...draft, body: zeros }),
    () => ({ ...withHeader(draft, 'Transfer-Encoding', 'chunked'), body: chunked(zeros) }),
    () => ({ ...withHeader(draft, 'Content-Encoding', 'gzip'), body: BOMB }),
    () => ({ ...draft, body: Buffer.from('['.repeat(LIMITS.requestBytes)) }),
    () => ({ ...draft, body: Buffer.from('{"a":'.repeat(LIMITS.requestBytes / 5)) }),
    () => ({ ...draft, body: Buffer.from(`[${'{},'.repeat(300_000)}{}]`) }),
    () => ({ ...draft, body: Buffer.from(`{"protocol":1,"commits":[${'0,'.repeat(400_000)}0]}`) }),
    () => ({ ...draft, body: Buffer.from(`{${'"a":0,'.repeat(140_000)}"b":1}`) }),
    () => ({ ...draft, body: Buffer.from(`"${'\\u0000'.repeat(160_000)}"`) }),
    () => ({ ...draft, body: Buffer.from(`${'9'.repeat(900_000)}`) }),
  ])();
}

export function chunked(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
}

function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** As a header can carry it; line ends would begin another one, and are tried where the bytes are spoilt. */
function latin(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replaceAll(/[\r\n\0]/g, ' ');
}
