import type { Exit } from './exit-codes.ts';

/** What went wrong: for people in two lines, for programs as it was answered. */
export interface Trouble {
  readonly exit: Exclude<Exit, 'done'>;
  /** What happened, in one line. */
  readonly what: string;
  /** What to do about it, in one line. */
  readonly remedy: string;
  /** The app's own words, where it was the app. */
  readonly problem?: unknown;
}

/** Ends a command. Nothing in it may hold a key or a secret. */
export class BouncerError extends Error {
  override readonly name = 'BouncerError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.what);
    this.trouble = trouble;
  }
}

/** The command line cannot be understood. */
export function wrongUsage(what: string, remedy: string): BouncerError {
  return new BouncerError({ exit: 'usage', what, remedy });
}
