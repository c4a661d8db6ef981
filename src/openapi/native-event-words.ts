/** What is said of a member, and what zod checks in code, so that its JSON Schema does not have it. */
interface Words {
  readonly description: string;
  readonly pattern?: string;
  readonly minLength?: number;
}

/** The members of the native event, in words. They are not in the schema itself, which is loaded by every event. */
export const nativeEventWords = {
  id: {
    description:
      'The sender’s own name for the decision. The header `webhook-id` stands in for it with a single event.',
    minLength: 1,
  },
  action: {
    description:
      '`remove` puts the person out, once. `ban` keeps them out until `until`, or for good. `unban` ends every older ban.',
  },
  threadId: {
    description: 'The ACS thread, or `*` for every thread that the moderator identity is in.',
    pattern: String.raw`^(\*|19:[A-Za-z0-9_-]{1,200}@thread\.v2)$`,
  },
  participant: {
    description: 'Who it is about: a raw id (`8:acs:…`, `8:orgid:…`, `4:+1…`, `28:…`), or a model of one.',
  },
  reason: { description: 'Why. It is put on record.', minLength: 1 },
  moderator: { description: 'Who decided it; for the record only.', minLength: 1 },
  occurredAt: {
    description: 'When it was decided, with a zone. The newer decision wins, whichever arrives first.',
  },
  effectiveAt: { description: 'When it is to take effect; at once if it is absent or has passed.' },
  until: { description: 'With a ban: when it ends.' },
  dryRun: { description: 'Everything but the effect.' },
  revokeTokens: { description: 'With a ban: revokes the person’s access tokens too.' },
} as const satisfies Record<string, Words>;
