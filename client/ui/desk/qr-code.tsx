import type { JSX } from 'preact';
import encodeQR from 'qr';

/** So much of it may be dirty or hidden that it can still be read. */
const REDUNDANCY = 'medium';
/** What cameras need around it, in modules. */
const QUIET_ZONE = 4;

/** A text for another device's camera. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const rows = qrRows(text);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path d={dark.join('')} />
    </svg>
  );
}

/** Its modules by row, with the quiet zone: true is dark. */
export function qrRows(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: REDUNDANCY, border: QUIET_ZONE });
}
