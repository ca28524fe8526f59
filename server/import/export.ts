import '../running/node-version.ts';
import { complain } from '../running/complain.ts';
import { onlyArgument } from '../running/only-argument.ts';
import { exportLog } from './export-log.ts';
import { openLogs } from './open-logs.ts';

// npm run export-log -- FILE: the log of WORKSPACE, for another server; this one may go on meanwhile.

try {
  const file = onlyArgument(process.argv.slice(2), 'npm run export-log -- FILE, where FILE is not there yet');
  const { storage, workspace } = await openLogs(process.env, { mayBegin: false });
  try {
    const { head, sha256 } = await exportLog(workspace.id, file, storage);
    process.stdout.write(`Exported ${workspace.id} up to position ${head} into ${file}, sha256 ${sha256}\n`);
  } finally {
    await storage.close();
  }
} catch (error) {
  complain(error);
}
