import { parseArgs } from 'node:util';
import { buildApp } from './build-app.ts';
import { demonstrate } from './stack/demonstrate.ts';
import { demonstrateBan } from './stack/demonstrate-ban.ts';
import { startStack } from './stack/start-stack.ts';

const flag = { type: 'boolean' } as const;
const { values } = parseArgs({ options: { app: { type: 'string' }, ban: flag, help: flag } });
const print = (line = '') => process.stdout.write(`${line}\n`);

if (values.help) {
  print('npm run demo [-- --app FOLDER]   removes a participant on the local stack and shows the proof');
  print('npm run demo -- --ban            bans one, has them added again, and shows that they are out again');
} else {
  const appRoot = values.app ?? (await buildApp());
  const logs: string[] = [];
  const stack = await startStack({ appRoot, log: (line) => logs.push(line), host: { quiet: true } });
  try {
    const show = values.ban ? demonstrateBan : demonstrate;
    const removed = await show(stack, print);
    if (!removed) print(`\nThe log of the app:\n${logs.join('\n')}`);
    process.exitCode = removed ? 0 : 1;
  } finally {
    await stack.stop();
  }
}
