import { must } from './step.ts';

// Everything that can be said about the code without running it, then what the build weighs.
must('format and lint', 'biome', 'check', '--error-on-warnings');
must('types', 'tsc', '-b');
must('unused code', 'knip');
must('client build', 'vite', 'build', '--logLevel', 'warn');
must('bundle budget', process.execPath, '.ci/budget.ts');
console.log('\n✓ all checks passed');
