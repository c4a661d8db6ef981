import type { LogLevel } from '../worker-link/messages.ts';

const order: LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];

/**
 * Says which lines host.json lets through: the level of the longest category that is equal to, or a parent of,
 * the line's own (`Function.x.User` -> `Function.x` -> `Function` -> `default`), `Information` without any.
 * @see https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-categories
 */
export function logFilter(levels: Record<string, string>): (level: LogLevel, category: string) => boolean {
  const known = new Map(Object.entries(levels).map(([name, level]) => [name.toLowerCase(), rank(level)]));
  const fallback = known.get('default') ?? rank('information');

  return (level, category) => {
    const names = category.toLowerCase().split('.');
    while (names.length > 0) {
      const least = known.get(names.join('.'));
      if (least !== undefined) return rank(level) >= least;
      names.pop();
    }
    return rank(level) >= fallback;
  };
}

function rank(level: string): number {
  const place = order.indexOf(level.toLowerCase() as LogLevel);
  return place === -1 ? order.indexOf('information') : place;
}
