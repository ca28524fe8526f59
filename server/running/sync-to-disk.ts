import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Files, and folders for the names in them: what was written survives that the power goes. */
export function syncToDisk(...paths: readonly string[]): void {
  for (const path of paths) {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
