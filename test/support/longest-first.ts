import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest in a project, the longest first: what begins late would end with one core at rest. */
const LONGEST = [
  'test/hostile/hostile-requests.test.ts',
  'test/crash/server-kills.test.ts',
  'test/load/storm.test.ts',
  'test/server/backup.test.ts',
  'test/server/proxy.test.ts',
  'test/server/postgres-retries.test.ts',
  'test/server/first-start.test.ts',
  'test/server/accounts.test.ts',
  'test/server/postgres-database.test.ts',
  'test/server/postgres-process.test.ts',
  'test/server/permission-facts.test.ts',
  'test/server/backup-refusals.test.ts',
  'test/server/process.test.ts',
  'test/server/logged.test.ts',
  'test/e2e/screens.test.ts',
  'test/crash/browser-kills.test.ts',
  'test/e2e/long-lists.test.ts',
  'test/e2e/holds-and-moves.test.ts',
  'test/e2e/people.test.ts',
  'test/e2e/signed-in.test.ts',
  'test/e2e/faults-storage.test.ts',
  'test/e2e/tickets.test.ts',
  'test/e2e/history.test.ts',
  'test/e2e/working-day.test.ts',
  'test/e2e/faults-versions.test.ts',
  'test/e2e/last-seats.test.ts',
  'test/e2e/recovery.test.ts',
  'test/e2e/single-sign-on.test.ts',
  'test/e2e/faults-tabs.test.ts',
  'test/e2e/keyboard.test.ts',
  'test/e2e/faults-worker.test.ts',
  'test/e2e/offline.test.ts',
  'test/e2e/proxy.test.ts',
  'test/e2e/content-policy.test.ts',
  'test/e2e/hand-over.test.ts',
  'test/e2e/figures.test.ts',
  'test/e2e/real-screens.test.ts',
  'test/e2e/enrolment-code.test.ts',
];

/** All others in the order of the test runner: on a fresh checkout that goes by the size of the file alone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification): number => {
      const known = LONGEST.indexOf(relative(project.config.root, moduleId));
      return known < 0 ? LONGEST.length : known;
    };
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project);
    return [...projects.values()].flatMap((own) => own.sort((a, b) => place(a) - place(b)));
  }
}
