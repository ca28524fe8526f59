/** An error as the browser's storage throws or tells it. */
export function problem(name: string, message: string): DOMException {
  return new DOMException(message, name);
}
