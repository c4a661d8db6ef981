import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../local/packaging/bundle.ts';
import { describeLoad } from './load/describe-load.ts';
import { measureApp, measureHang } from './load/measure-app.ts';
import { prepareApps } from './prepare-apps.ts';

const help = `npm run bench:load [-- --events N --peer-events N]

Sends N events (2000) to chat-bouncer and as many to the peer in bench/peer, each on a local stack of its own, warm, from
8 senders at once, and prints how long senders wait, what an event costs in processor time and calls, and how memory
goes. Then has ACS hang, and prints how long senders wait then. Everything that Azure would be runs on the same machine
and shares its processors. Processor time and memory are read from /proc, on Linux.
`;

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { events: text, 'peer-events': text, help: { type: 'boolean' } } });
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (values.help) print(help);
else {
  const events = Number(values.events ?? 2_000);
  const peerEvents = Number(values['peer-events'] ?? Math.min(events, 2_000));
  const folder = join(projectFolder, `.local/load-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const apps = await prepareApps(folder);
    const folderOf = (name: string) => apps.find((app) => app.name === name)?.folder ?? '';
    const ours = await measureApp('chat-bouncer', folderOf('chat-bouncer'), events, print);
    const peer = await measureApp('peer', folderOf('peer'), peerEvents, print);
    const hanging = await measureHang(folderOf('chat-bouncer'), 100);
    print(describeLoad(ours, peer, hanging));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
