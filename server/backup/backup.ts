import '../running/node-version.ts';
import { instantOf } from '../running/clock.ts';
import { complain } from '../running/complain.ts';
import { onlyArgument } from '../running/only-argument.ts';
import { openCopies } from './open-copies.ts';
import { takeBackup } from './take-backup.ts';

// npm run backup -- FOLDER: copies everything into a new folder, while the server runs.

try {
  const folder = onlyArgument(
    process.argv.slice(2),
    'npm run backup -- FOLDER, where FOLDER is not there yet',
  );
  const began = Date.now();
  const { file, bytes, logs } = await takeBackup(openCopies(process.env), folder, instantOf(began));
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  process.stdout.write(`Backed up into ${folder}: ${file}, ${bytes} bytes, in ${seconds} s\n`);
  for (const { workspace, head } of logs) process.stdout.write(`  ${workspace} up to position ${head}\n`);
} catch (error) {
  complain(error);
}
