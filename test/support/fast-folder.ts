import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';
/** What the tests that run at the same time may come to, in bytes. */
const ROOM = 2 ** 30;

/**
 * For what a test writes and nobody reads after it: in memory where there is such a place with room in it. What is shown
 * there is logic; real disks have tests of their own. A pool of worlds gives its workers a folder that it removes itself.
 */
export const FAST_FOLDER = process.env.SIMULATION_FOLDER ?? (hasRoom() ? IN_MEMORY : tmpdir());

function hasRoom(): boolean {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
