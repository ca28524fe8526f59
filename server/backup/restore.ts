import '../running/node-version.ts';
import { randomBytes } from 'node:crypto';
import type { Epoch } from '../../shared/log/ids.ts';
import { instantOf, newId } from '../running/clock.ts';
import { complain } from '../running/complain.ts';
import { onlyArgument } from '../running/only-argument.ts';
import { openCopies } from './open-copies.ts';
import { putBack } from './put-back.ts';

// npm run restore -- FOLDER [--replace]: puts a backup back, with all servers stopped.

const REPLACE = '--replace';

try {
  const args = process.argv.slice(2);
  const folder = onlyArgument(
    args.filter((arg) => arg !== REPLACE),
    `npm run restore -- FOLDER [${REPLACE}], where FOLDER is a backup`,
  );
  const copies = openCopies(process.env);
  const { manifest, aside } = await putBack(copies, {
    folder,
    mayReplace: args.includes(REPLACE),
    newEpoch: () => newId(Date.now, randomBytes) as Epoch,
    at: instantOf(Date.now()),
  });
  process.stdout.write(`Put back into ${copies.place}: the backup of ${manifest.takenAt}\n`);
  if (aside) process.stdout.write(`  What was there is kept as ${aside}\n`);
  for (const { workspace, head } of manifest.logs)
    process.stdout.write(
      `  ${workspace}: a new epoch begins after position ${head}; each device offers again what it holds beyond that\n`,
    );
  process.stdout.write(
    '  Members, devices and passwords are as they were then: withdraw and revoke again what was since, and change again\n' +
      '  a password that had been changed because others knew it. Everybody signs in again.\n' +
      'Start the servers as ever, without --restored.\n',
  );
} catch (error) {
  complain(error);
}
