import type { LogLevel } from '../worker-link/messages.ts';
import { logFilter } from './log-filter.ts';

/** The three voices on the console of a Functions host. */
export type HostLog = {
  /** The host about itself. */
  host(level: LogLevel, message: string): void;
  /** The host about one function: executing, executed. */
  function(level: LogLevel, functionName: string, message: string): void;
  /** The function itself, through `context.log`. */
  user(level: LogLevel, functionName: string, message: string): void;
};

/**
 * Writes one line an entry, `[level] name: message`, filtered by host.json's `logging.logLevel`.
 *
 * @param quiet leaves out what host and functions do as a matter of course, not what `context.log` says
 */
export function createHostLog(
  write: (line: string) => void,
  levels: Record<string, string>,
  quiet = false,
): HostLog {
  const passes = logFilter(levels);
  const entry = (level: LogLevel, category: string, name: string, message: string) => {
    if (!passes(level, category)) return;
    // An entry is one line, so that nobody can forge another by what they put into a message.
    write(`[${level}] ${name}: ${message.replaceAll('\r', '\\r').replaceAll('\n', '\\n')}`);
  };
  const matterOfCourse = (level: LogLevel) => quiet && ['trace', 'debug', 'information'].includes(level);

  return {
    host: (level, message) => matterOfCourse(level) || entry(level, 'Host', 'host', message),
    function: (level, name, message) =>
      matterOfCourse(level) || entry(level, `Function.${name}`, name, message),
    user: (level, name, message) => entry(level, `Function.${name}.User`, name, message),
  };
}
