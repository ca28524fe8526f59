/** Does not come up. */
process.exitCode = 3;
