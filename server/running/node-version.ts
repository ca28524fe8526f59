// Imported before anything else, so that an older Node says this and not something about a missing module.
const NEEDED = 24;

const found = Number(process.versions.node.split('.')[0]);
if (found < NEEDED) {
  process.stderr.write(`Daybook needs Node ${NEEDED} or newer; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}
