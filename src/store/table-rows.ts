import type { TableClient, TransactionAction } from '@azure/data-tables';
import { storageError, storageFault } from './storage-error.ts';
import { tryTwice } from './try-twice.ts';

/** A row's own columns. */
export type Columns = Readonly<Record<string, string | number | boolean>>;

/** A row as it was read. */
export interface Row {
  readonly key: string;
  readonly etag: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** One change of a transaction. */
export type Change =
  | { readonly create: string; readonly columns: Columns }
  | { readonly replace: string; readonly etag: string; readonly columns: Columns }
  | { readonly merge: string; readonly etag: string; readonly columns: Columns }
  | { readonly delete: string };

/** The rows of one partition of one table. Every method throws an `UpstreamError` when storage is away. */
export interface Rows {
  read(key: string, signal: AbortSignal): Promise<Row | undefined>;
  /**
   * All changes or none.
   *
   * @returns the ETag of the first row changed; undefined when a row was not as the changes expect it, which may be
   *   their own doing: a reply gets lost, and the second try meets what the first has done. So read again.
   */
  write(changes: readonly Change[], signal: AbortSignal): Promise<string | undefined>;
  /** Deletes a row as it was read. @returns whether it did; false also when it is gone already. */
  remove(key: string, etag: string, signal: AbortSignal): Promise<boolean>;
  /** Rows in the order of their keys, from one key to another that is not among them. */
  list(
    range: {
      readonly from: string;
      readonly below: string;
      readonly limit: number;
      /** Only those with less than that in a column; the account looks through all of them. */
      readonly only?: { readonly column: string; readonly below: string };
    },
    signal: AbortSignal,
    continuation?: string,
  ): Promise<{ readonly rows: readonly Row[]; readonly continuation?: string }>;
}

/** Statuses of a transaction that meet a row which is there already, is gone, or has changed. */
const notAsExpected: ReadonlySet<number | undefined> = new Set([404, 409, 412]);

/**
 * The rows of a partition, over Azure's own client. The table is made when it turns out to be missing: it exists once
 * for good, so nobody should pay for asking.
 */
export function tableRows(openTable: () => Promise<TableClient>, partitionKey: string): Rows {
  const call = async <T>(
    use: (table: TableClient, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ) => {
    const table = await openTable();
    try {
      return await tryTwice((each) => use(table, each), signal);
    } catch (error) {
      if (storageFault(error).code !== 'TableNotFound') throw error;
      await tryTwice((each) => table.createTable({ abortSignal: each }), signal);
      return await tryTwice((each) => use(table, each), signal);
    }
  };
  const action = (change: Change): TransactionAction => {
    if ('create' in change) return ['create', { partitionKey, rowKey: change.create, ...change.columns }];
    if ('delete' in change) return ['delete', { partitionKey, rowKey: change.delete }];
    const { etag, columns } = change;
    const [rowKey, mode] =
      'replace' in change ? [change.replace, 'Replace' as const] : [change.merge, 'Merge' as const];
    return ['update', { partitionKey, rowKey, ...columns }, mode, { etag }];
  };

  return {
    async read(key, signal) {
      try {
        return toRow(
          await call((table, each) => table.getEntity(partitionKey, key, { abortSignal: each }), signal),
        );
      } catch (error) {
        if (storageFault(error).code === 'ResourceNotFound') return undefined;
        throw storageError(error);
      }
    },

    async write(changes, signal) {
      const actions = changes.map(action);
      try {
        const done = await call(
          (table, each) => table.submitTransaction(actions, { abortSignal: each }),
          signal,
        );
        const [first] = changes;
        // Without an ETag nobody could tell later whether the row is still ours: read it again.
        return first && 'delete' in first ? '*' : done.subResponses[0]?.etag;
      } catch (error) {
        if (notAsExpected.has(storageFault(error).statusCode)) return undefined;
        throw storageError(error);
      }
    },

    async remove(key, etag, signal) {
      try {
        await call(
          (table, each) => table.deleteEntity(partitionKey, key, { etag, abortSignal: each }),
          signal,
        );
        return true;
      } catch (error) {
        if (notAsExpected.has(storageFault(error).statusCode)) return false;
        throw storageError(error);
      }
    },

    async list({ from, below, limit, only }, signal, continuation) {
      const filter = [
        `PartitionKey eq '${quoted(partitionKey)}'`,
        `RowKey ge '${quoted(from)}' and RowKey lt '${quoted(below)}'`,
        ...(only ? [`${only.column} lt '${quoted(only.below)}'`] : []),
      ].join(' and ');
      const page = { maxPageSize: limit, ...(continuation && { continuationToken: continuation }) };
      try {
        return await call(async (table, each) => {
          const listed = table.listEntities({ queryOptions: { filter }, abortSignal: each }).byPage(page);
          const { value } = await listed.next();
          const next = (value as { continuationToken?: string } | undefined)?.continuationToken;
          return { rows: (value ?? []).map(toRow), ...(next && { continuation: next }) };
        }, signal);
      } catch (error) {
        throw storageError(error);
      }
    },
  };
}

function toRow(entity: object): Row {
  const { rowKey, etag, partitionKey: _p, timestamp: _t, ...columns } = entity as Record<string, unknown>;
  return { key: String(rowKey), etag: String(etag), columns };
}

/** A text in an OData filter. */
function quoted(text: string): string {
  return text.replaceAll("'", "''");
}
