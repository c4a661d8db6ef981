import type { Clock } from '../../src/clock.ts';

/** How a piece of text is to look, where there is a terminal to show it. */
export type Look = 'good' | 'bad' | 'open' | 'faint' | 'strong';

/** Something that takes long, while it goes on. */
export interface Progress {
  step(): void;
  stop(): void;
}

/** What a command works with: everything beyond its own arguments. */
export interface Desk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Makes text look like something; leaves it alone where nobody would see it. */
  paint(look: Look, text: string): string;
  /** Tells people something while they wait; programs never see it. */
  note(line: string): void;
  /** Shows how far something has come, to people at a terminal. */
  progress(total: number, what: string): Progress;
  /**
   * The bytes of a file, or of the standard input for `-`.
   *
   * @throws BouncerError
   */
  read(file: string): Promise<Uint8Array>;
}
