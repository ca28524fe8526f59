import { saveBlob } from '../files/save-file.ts';
import { ticketPicture } from './ticket-picture.ts';
import type { TicketText } from './ticket-text.ts';

export function canShare(): boolean {
  const picture = new File([], 'ticket.png', { type: 'image/png' });
  return navigator.canShare?.({ files: [picture] }) ?? false;
}

/** By what the device shares with; a browser that cannot share a picture saves it. */
export async function handOn(ticket: TicketText): Promise<'shared' | 'saved' | 'kept' | 'failed'> {
  const picture = await ticketPicture(ticket);
  if (!picture) return 'failed';
  const name = `ticket-${ticket.code}.png`;
  if (!canShare()) {
    saveBlob(name, picture);
    return 'saved';
  }
  try {
    await navigator.share({ files: [new File([picture], name, { type: picture.type })], text: ticket.text });
    return 'shared';
  } catch (error) {
    // Who closes the sheet has thought better of it.
    return error instanceof DOMException && error.name === 'AbortError' ? 'kept' : 'failed';
  }
}
