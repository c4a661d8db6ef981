// Loaded into the worker beside the app: on SIGUSR2 it collects garbage and writes down what is left in use. Without
// that, what a process holds says more about when it last collected than about what it cannot let go.
import { writeFileSync } from 'node:fs';

const file = new URL(import.meta.url).searchParams.get('file');
const own = Object.getOwnPropertyNames(Object.prototype).length;

process.on('SIGUSR2', () => {
  for (let turn = 0; turn < 3; turn += 1) globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  const polluted = Object.getOwnPropertyNames(Object.prototype).length !== own;
  writeFileSync(file, JSON.stringify({ rss, inUse: heapUsed + external, polluted }));
});
