// Plain JavaScript on purpose: it must run, and say its one line, on whatever Node happens to be there.
import process from 'node:process';

const wanted = 24;
const major = Number.parseInt(process.versions.node, 10);

if (major !== wanted) {
  process.stderr.write(
    `chat-bouncer runs on Node ${wanted}, the one Azure runs, and this is ${process.version}. ` +
      'Install again without --omit=optional (npm ci brings Node 24 along), or put Node 24 first on the PATH.\n',
  );
  process.exit(1);
}
