import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Stack } from './start-stack.ts';

/** In `.local`, which git ignores. */
export const usualStackFile = fileURLToPath(new URL('../../.local/stack.json', import.meta.url));

const content = z.object({
  url: z.url(),
  keys: z.object({
    /** Of `receive-events` alone, as senders have it. */
    events: z.string(),
    /** Of the host, as operators have it. */
    operator: z.string(),
  }),
  /** What the source `default` signs with. */
  signingSecret: z.string(),
  control: z.object({ url: z.url(), key: z.string() }),
  /** Of the emulated Azure's authority. */
  caFile: z.string(),
  chat: z.object({ connectionString: z.string(), moderatorId: z.string() }),
  /** Who wrote it. */
  processId: z.number(),
});

/** How to reach a running stack. Its secrets are of the emulated Azure, made anew at every start. */
export type StackFile = z.output<typeof content>;

/**
 * Writes down how to reach a stack, for programs on this machine, readable by its owner alone.
 *
 * @returns takes it away again, unless another stack has written its own since.
 */
export async function writeStackFile(
  { azure, host, events }: Pick<Stack, 'azure' | 'host' | 'events'>,
  file: string = usualStackFile,
): Promise<() => Promise<void>> {
  const { controlUrl, controlKey, caFile, moderatorId, signingKey, communication } = azure;
  const written: StackFile = {
    url: host.url,
    keys: { events: events.key, operator: host.keys.host.default ?? '' },
    signingSecret: signingKey,
    control: { url: controlUrl, key: controlKey },
    caFile,
    chat: { connectionString: communication.connectionString(), moderatorId },
    processId: process.pid,
  };
  await mkdir(dirname(file), { recursive: true });
  // The mode counts only for a file that is made anew.
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 });
  return async () => {
    const now = await readStackFile(file);
    if (now?.processId === process.pid) await rm(file, { force: true });
  };
}

/** @returns undefined when there is none that can be read. */
export async function readStackFile(file: string = usualStackFile): Promise<StackFile | undefined> {
  try {
    return content.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
