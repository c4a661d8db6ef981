import fc from 'fast-check';

const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => date.getTime());
const text = (maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength }).filter((value) => value.trim() !== '');
const threadId = fc.stringMatching(/^19:[A-Za-z0-9_-]{1,60}@thread\.v2$/);
const participant = fc.tuple(fc.uuid(), fc.uuid()).map(([resource, user]) => `8:acs:${resource}_${user}`);
const iso = (ms: number) => new Date(ms).toISOString();

/** What an event in our own words says beside its id, valid in every way. */
export const validDecision = fc
  .record(
    {
      action: fc.constantFrom('remove', 'ban', 'unban'),
      threadId: fc.oneof(threadId, fc.constant('*')),
      participant,
      times: fc
        .array(instant, { minLength: 3, maxLength: 3 })
        .map((times) => times.toSorted((a, b) => a - b)),
      optional: fc.record(
        { reason: text(80), moderator: text(40), dryRun: fc.boolean() },
        { requiredKeys: [] },
      ),
      timed: fc.record({ occurredAt: fc.boolean(), effectiveAt: fc.boolean(), until: fc.boolean() }),
    },
    { noNullPrototype: true },
  )
  .map(({ times: [first = 0, second = 0, third = 0], optional, timed, ...rest }) => ({
    ...rest,
    ...optional,
    ...(timed.occurredAt && { occurredAt: iso(first) }),
    ...(timed.effectiveAt && rest.action !== 'unban' && { effectiveAt: iso(second) }),
    ...(timed.until && rest.action === 'ban' && { until: iso(third + 1) }),
  }));

/** Names of events, with anything in them that a person may write. */
export const eventName = text(60);

const word = fc.constantFrom(
  'type',
  'id',
  'source',
  'specversion',
  'data',
  'data_base64',
  'datacontenttype',
  'time',
  'topic',
  'eventType',
  'eventTime',
  'action',
  'threadId',
  'participant',
  'until',
  'user',
  'cid',
  'object',
  'author',
  'item',
  '__proto__',
  'constructor',
);
const value = fc.oneof(
  fc.constantFrom<unknown>(
    '1.0',
    'ban',
    '*',
    'user.banned',
    'author.blocked',
    'queue_item.action',
    null,
    7,
    true,
    '',
  ),
  fc.string(),
  participant,
  threadId,
  instant.map(iso),
);

/** JSON texts that look like what some sender sends, and hold it in all the wrong places; names may stand twice. */
export const lookalike = fc.letrec<{ node: string; object: string; list: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    value.map((leaf) => JSON.stringify(leaf)),
    tie('object'),
    tie('list'),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(word, fc.string()), tie('node')), { maxLength: 8 })
    .map((members) => `{${members.map(([name, node]) => `${JSON.stringify(name)}:${node}`).join(',')}}`),
  list: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => `[${nodes.join(',')}]`),
})).node;

/** Headers that some sender sends, with values that none would. */
export const anyHeaders = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'ce-id',
    'ce-source',
    'ce-type',
    'ce-specversion',
    'ce-time',
    'ce-datacontenttype',
    'ce-x-y',
    'aeg-event-type',
    'webhook-id',
    'x-webhook-id',
    'webhook-event-id',
  ),
  fc.oneof(
    fc.constantFrom(
      'application/json',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      'application/cloudevents+xml',
      'Notification',
      'SubscriptionValidation',
      'SubscriptionDeletion',
      '1.0',
      '/tool',
    ),
    fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,20}$/),
  ),
);
