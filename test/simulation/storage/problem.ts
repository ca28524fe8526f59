/** An error as the browser's storage throws or tells it. */
export function problem(name: string, message: string): DOMException {
  return new DOMException(message, name);
}

export function noRoom(): DOMException {
  return problem('QuotaExceededError', 'The current transaction exceeded its quota limitations.');
}
