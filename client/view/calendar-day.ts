const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment where the reader is, as 'YYYY-MM-DD'; '' for a session without a time. */
export function dayIn(timeZone: string, instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : formatFor(timeZone).format(at);
}

/** A zone that this program does not know is read as UTC: a stranger's session must not blank the board. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = tryFormat(timeZone) ?? formatFor('UTC');
  formats.set(timeZone, format);
  return format;
}

function tryFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch {
    return undefined;
  }
}
