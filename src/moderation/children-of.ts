import { everyItem } from './every-item.ts';
import type { Ledger } from './ledger.ts';

/** As many as storage gives in one answer. */
const pageSize = 1_000;

/**
 * The decisions, by name, that a decision has led to so far: so that an attempt goes on where the one before was cut off.
 *
 * @throws UpstreamError when storage is away.
 */
export async function childrenOf(
  parent: string,
  { listChildren }: Pick<Ledger, 'listChildren'>,
  signal: AbortSignal,
): Promise<Set<string>> {
  const children = new Set<string>();
  const pages = (from?: string) => listChildren(parent, pageSize, signal, from);
  for await (const { decision } of everyItem(pages)) children.add(decision);
  return children;
}
