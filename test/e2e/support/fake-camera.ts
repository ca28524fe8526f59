import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions, Page } from 'playwright';
import { chromiumLaunch, findChromium } from '../../support/chromium.ts';

/** What a code is made of: dark or not, by row. */
export type Modules = readonly (readonly boolean[])[];

/** A camera that sees what the test holds in front of it; Chromium looks at it anew whenever the camera starts. */
export type FakeCamera = {
  /** Of a browser that has it: the whole Chromium, since its shell has no camera. */
  readonly launch: LaunchOptions;
  /** Several are held up one after the other, again and again. */
  see(...codes: readonly Modules[]): void;
  end(): void;
};

const WIDTH = 640;
const HEIGHT = 480;
const WHITE = 235;
const BLACK = 16;
const NO_COLOUR = 128;

export function createFakeCamera(): FakeCamera {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-camera-'));
  const file = join(folder, 'seen.y4m');
  const see = (...codes: readonly Modules[]): void => writeFileSync(file, movieOf(codes));
  see([]);
  const { args, ...launch } = chromiumLaunch(findChromium());
  const seen = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
  return {
    launch: { ...launch, args: [...args, ...seen] },
    see,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The code that stands on the page, as it is drawn there. */
export async function codeOn(page: Page, name = /QR code/): Promise<Modules> {
  const svg = page.getByRole('img', { name });
  const side = Number((await svg.getAttribute('viewBox'))?.split(' ').at(-1));
  const drawn = (await svg.locator('path').getAttribute('d')) ?? '';
  const dark = new Set(drawn.match(/M\d+ \d+/g));
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => dark.has(`M${x} ${y}`)),
  );
}

/** Its pixels, eight to a module, as a decoder takes them. */
export function pixelsOf(code: Modules): { width: number; height: number; data: Uint8Array } {
  const scale = 8;
  const side = code.length * scale;
  const data = new Uint8Array(4 * side * side).fill(255);
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [Math.floor((at % side) / scale), Math.floor(at / side / scale)];
    if (code[y]?.[x]) data.fill(0, 4 * at, 4 * at + 3);
  }
  return { width: side, height: side, data };
}

/** Each picture stands for so many frames, a tenth of a second each: long enough to be read. */
const FRAMES = 10;

/** A movie: YUV4MPEG2, with the colours at half the size. */
function movieOf(codes: readonly Modules[]): Buffer {
  const frames = codes.flatMap((code) => Array<Buffer>(codes.length > 1 ? FRAMES : 1).fill(frameOf(code)));
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`;
  return Buffer.concat([Buffer.from(head), ...frames]);
}

function frameOf(code: Modules): Buffer {
  const scale = Math.floor(HEIGHT / Math.max(code.length, 1));
  const left = Math.floor((WIDTH - scale * code.length) / 2);
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  for (const [y, row] of code.entries())
    for (const [x, isDark] of row.entries())
      for (let line = 0; isDark && line < scale; line++) {
        const from = (y * scale + line) * WIDTH + left + x * scale;
        light.fill(BLACK, from, from + scale);
      }
  const colour = Buffer.alloc((WIDTH / 2) * (HEIGHT / 2), NO_COLOUR);
  return Buffer.concat([Buffer.from('FRAME\n'), light, colour, colour]);
}
