import { createHash } from 'node:crypto';

export const paceTable = 'pace';

/**
 * The partitions that lines are spread over: one carries 2,000 rows a second, the whole account ten times that
 * (https://learn.microsoft.com/azure/storage/tables/scalability-targets). Few enough to look through all of them.
 */
export const partitions: readonly string[] = [...'0123456789abcdef'];

/** The partition that a thread's line is in. */
export function partitionOf(threadId: string): string {
  return createHash('sha256').update(threadId).digest('hex').slice(0, 1);
}

/** The key of a thread's line: the thread's id, without what a key may not hold. */
export function lineKey(threadId: string): string {
  return threadId.replaceAll(/[^A-Za-z0-9:@._-]/gu, (letter) => `=${letter.codePointAt(0)?.toString(16)}=`);
}
