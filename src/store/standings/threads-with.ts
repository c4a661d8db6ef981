import type { Page } from '../../moderation/ledger-lists.ts';
import type { Standing } from '../../moderation/standings.ts';
import { ofThread, ofThreads } from './row-keys.ts';
import { readStandingRow, toPlaced } from './standing-row.ts';
import type { StandingsPorts } from './standings-ports.ts';

/** How many rows are read at once: a thread is to take one read, however many are banned from it. */
const pageSize = 1_000;

/** The threads that have such standings, each once, in order. A page goes on after any of them, there or gone. */
export async function threadsWith(
  { rows }: StandingsPorts,
  isMeant: (standing: Standing) => boolean,
  limit: number,
  signal: AbortSignal,
  after?: string,
): Promise<Page<string>> {
  const threads: string[] = [];
  let from = after === undefined ? ofThreads.from : ofThread(after).below;
  while (from < ofThreads.below) {
    const page = await rows.list({ ...ofThreads, from, limit: pageSize }, signal);
    for (const row of page.rows) {
      const read = readStandingRow(row);
      if (!read || threads.at(-1) === read.threadId || !isMeant(toPlaced(read).standing)) continue;
      if (threads.length === limit) return { items: threads, continuation: threads.at(-1) ?? '' };
      threads.push(read.threadId);
    }
    const last = page.rows.at(-1);
    if (!page.continuation || !last) break;
    from = `${last.key}!`;
  }
  return { items: threads };
}
