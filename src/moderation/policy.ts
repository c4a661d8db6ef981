/** Whether decisions are carried out: `paused` keeps them, `dry-run` only says what would happen. */
export const enforcements = ['on', 'dry-run', 'paused'] as const;

/** What the operator has laid down. */
export interface Policy {
  /** The raw id of the identity that acts. Were it removed from a thread, every later removal there would fail. */
  readonly actingIdentity: string;
  /** Who is never removed or banned, in canonical form. */
  readonly protectedIds: ReadonlySet<string>;
  readonly enforcement: (typeof enforcements)[number];
  /** Clean-up rules that remove people, by name; the others only say whom they would. */
  readonly activeRules: ReadonlySet<string>;
  /** How many threads one decision, or people a run of a clean-up rule, may touch without being confirmed. */
  readonly maxFanout: number;
  /** How long decisions are kept, in milliseconds: one that is older comes too late to be held against newer ones. */
  readonly retentionMs: number;
}
