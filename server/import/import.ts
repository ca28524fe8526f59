import '../running/node-version.ts';
import { randomBytes } from 'node:crypto';
import { complain } from '../running/complain.ts';
import { onlyArgument } from '../running/only-argument.ts';
import { importLog } from './import-log.ts';
import { openLogs } from './open-logs.ts';

// npm run import-log -- FILE: an exported log into a workspace of the same name, or into WORKSPACE.

try {
  const file = onlyArgument(
    process.argv.slice(2),
    'npm run import-log -- FILE, where FILE was exported by another server',
  );
  const { storage, workspace } = await openLogs(process.env, { mayBegin: true });
  try {
    const into = process.env.WORKSPACE ? workspace.id : undefined;
    const services = { ...storage, clock: Date.now, chance: randomBytes };
    const { header, commits, devices, kept, wasThere } = await importLog(file, into, services);
    const what = `${commits} commits up to position ${header.head}, ${kept} in quarantine, ${devices} devices`;
    const where = `workspace ${into ?? header.workspace.id}`;
    process.stdout.write(
      wasThere ? `It is there already, in ${where}\n` : `Imported into ${where}: ${what}\n`,
    );
  } finally {
    await storage.close();
  }
} catch (error) {
  complain(error);
}
