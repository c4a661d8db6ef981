import type { Row } from '../table-rows.ts';

/** When a decision was due at first, ISO 8601: the time in its due row's key, unless a sweep has moved the row. */
export function dueSince({ key, columns }: Pick<Row, 'key' | 'columns'>): string {
  const { since } = columns;
  return typeof since === 'string' ? since : (key.split('|')[1] ?? '');
}
