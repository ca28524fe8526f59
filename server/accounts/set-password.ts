import '../running/node-version.ts';
import { randomBytes } from 'node:crypto';
import { firstPassword } from '../../shared/access/first-password.ts';
import { openLogs } from '../import/open-logs.ts';
import { complain } from '../running/complain.ts';
import { onlyArgument } from '../running/only-argument.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { openLibrary } from './library.ts';
import { passwordsOf } from './passwords.ts';
import { peopleOf } from './people.ts';

// npm run set-password -- MAIL: for whom no administrator can help (W12), the only one themselves, say. Servers may run.

const secret = randomBytes(32).toString('hex');

try {
  const mail = onlyArgument(
    process.argv.slice(2),
    'npm run set-password -- MAIL, of somebody with an account',
  );
  const { storage } = await openLogs(process.env, { mayBegin: false });
  try {
    if (!(await storage.hadAccounts())) throw new SettingsProblem('these data have no accounts');
    const library = await openLibrary({
      // Nothing is signed here, and nobody signs in.
      ...{ secret, publicUrl: undefined, oidc: undefined },
      newId: () => crypto.randomUUID(),
      log: () => undefined,
      database: await storage.accounts(),
    });
    const passwords = passwordsOf(library);
    const user = await peopleOf(library, passwords).byMail(mail);
    if (!user) throw new SettingsProblem(`nobody has an account with the mail address ${mail}`);
    const password = firstPassword(randomBytes);
    // Who runs the server could open every account anyway.
    await passwords.set(user, password, null);
    process.stdout.write(`${mail} signs in with ${password} from now on; all their sessions have ended.\n`);
  } finally {
    await storage.close();
  }
} catch (error) {
  complain(error);
}
