import { openTerminal } from './open-terminal.ts';
import { runBouncer } from './run-bouncer.ts';

process.exitCode = await runBouncer(process.argv.slice(2), openTerminal());
