import { qrRows } from '../desk/qr-code.tsx';
import type { TicketText } from './ticket-text.ts';

// The ticket as a picture that any phone can keep and show: the same words and the same code as on the page.

const WIDTH = 720;
const MARGIN = 48;
const CODE = WIDTH - 2 * MARGIN;
const INK = '#161d33';
const PAPER = '#ffffff';
const FONT = 'system-ui, sans-serif';

type Line = { readonly text: string; readonly size: number; readonly bold?: boolean };

/** Undefined where the browser makes no picture. */
export function ticketPicture(ticket: TicketText): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(undefined);
  const above = broken(pen, [
    { text: ticket.session, size: 44, bold: true },
    { text: ticket.when, size: 32 },
    { text: ticket.venue, size: 32 },
    { text: [ticket.guest, ticket.party].filter(Boolean).join(' · '), size: 32, bold: true },
  ]);
  const below = broken(pen, [
    { text: ticket.codeLine, size: 44, bold: true },
    { text: ticket.show, size: 26 },
  ]);
  canvas.width = WIDTH;
  canvas.height = MARGIN + heightOf(above) + CODE + heightOf(below) + MARGIN;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = INK;
  write(pen, above, MARGIN);
  drawCode(pen, ticket.address, MARGIN + heightOf(above));
  write(pen, below, MARGIN + heightOf(above) + CODE);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}

/** Lines no longer than the picture is wide. */
function broken(pen: CanvasRenderingContext2D, lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => {
    pen.font = fontOf(line);
    const rows: string[] = [];
    for (const word of line.text.split(' ')) {
      const longer = [...rows.slice(-1), word].join(' ');
      if (rows.length > 0 && pen.measureText(longer).width <= CODE) rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    return rows.map((text) => ({ ...line, text }));
  });
}

function write(pen: CanvasRenderingContext2D, lines: readonly Line[], top: number): void {
  let y = top;
  for (const line of lines) {
    pen.font = fontOf(line);
    pen.fillText(line.text, MARGIN, y + line.size, CODE);
    y += heightOf([line]);
  }
}

function drawCode(pen: CanvasRenderingContext2D, text: string, top: number): void {
  const rows = qrRows(text);
  const module = Math.floor(CODE / rows.length);
  const left = Math.round((WIDTH - module * rows.length) / 2);
  for (const [y, row] of rows.entries())
    for (const [x, isDark] of row.entries())
      if (isDark) pen.fillRect(left + x * module, top + y * module, module, module);
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { size }) => sum + Math.round(size * 1.5), 0);
}

function fontOf({ size, bold }: Line): string {
  return `${bold ? '700 ' : ''}${size}px ${FONT}`;
}
