import type { InvocationContext } from '@azure/functions';

/** What a log line may hold: words and numbers, chosen one by one; never a body, a header or an error whole. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one JSON object a line, so that every field can be asked for. */
export interface Log {
  info(event: string, fields: LogFields): void;
  /** Somebody may have to do something about it, though nothing of ours has failed. */
  warn(event: string, fields: LogFields): void;
  error(event: string, fields: LogFields): void;
}

/** A log on the invocation's own, which Azure ties to the request. */
export function logTo(context: Pick<InvocationContext, 'log' | 'warn' | 'error'>): Log {
  const line = (event: string, fields: LogFields) => JSON.stringify({ event, ...fields });
  return {
    info: (event, fields) => context.log(line(event, fields)),
    warn: (event, fields) => context.warn(line(event, fields)),
    error: (event, fields) => context.error(line(event, fields)),
  };
}
