/** How long a browser may take to fetch what it saves, in milliseconds. */
const KEEP_MILLISECONDS = 60_000;

type Content = { readonly name: string; readonly type: string; readonly text: string };

/** Has the browser save a file, wherever it puts such files. */
export function saveFile({ name, type, text }: Content): void {
  saveBlob(name, new Blob([text], { type }));
}

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MILLISECONDS);
}

/** For a file's name: the minute in which it was made, without what file systems do not like. */
export function stampOf(at: string): string {
  return at.slice(0, 16).replace(/[:T]/g, '-');
}
