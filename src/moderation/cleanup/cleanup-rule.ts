import type { IdentifierKind } from '../../chat/identifier/identifier-model.ts';

/** A rule by which people are removed on schedule. Lengths of time are milliseconds. */
export interface CleanupRule {
  /** Names the rule in records, logs and commands. */
  readonly name: string;
  /** When it runs, in UTC: `{second} {minute} {hour} {day} {month} {day of week}`. */
  readonly schedule: string;
  readonly threads: {
    /** Nobody has written for so long. */
    readonly idleForMs?: number;
    /** Made at least so long ago. */
    readonly olderThanMs?: number;
    /** What the topic has to be; `*` stands for any text. */
    readonly topic?: string;
  };
  readonly participants: {
    readonly kinds?: readonly IdentifierKind[];
    /** Raw ids in canonical form. */
    readonly ids?: readonly string[];
    /** Raw ids in canonical form, of those who stay. */
    readonly except: readonly string[];
  };
  /** Only says whom it would remove. */
  readonly dryRun: boolean;
  /** How many people a run may remove before it is held; `MAX_FANOUT` unless the rule says otherwise. */
  readonly cap?: number;
}
