import { type Ask, type Draft, draftOf, type Entry } from './draft.ts';
import { askFor, canaryOf, idOf, jsonBytes, type Scene } from './scene.ts';

/** How a vendor writes one type of its events, and where it says whom it is about. */
interface VendorEvent {
  readonly body: object;
  readonly participant: string;
  readonly thread?: string;
}

const inModerationApi = { source: 'modapi', path: '/api/events/modapi' } as const;
const inStream = { source: 'stream', path: '/api/events/stream' } as const;

function entry({ participant, thread }: VendorEvent): Entry[] {
  if (!thread) return [];
  return [{ root: [], participant: participant.split('.'), thread: thread.split('.'), strict: false }];
}

function moderationApi(scene: Scene, { threadId, participant }: Ask): readonly VendorEvent[] {
  const id = idOf(scene);
  const created = new Date(scene.now).toISOString();
  const item = { id: 'item', flagged: true, conversation_id: threadId, author_id: participant };
  const content = { type: 'text', text: canaryOf(scene.world.seed) };
  const v2 = (type: string, object: object) => ({ id, type, api_version: 'v2', created, data: { object } });
  const places = { participant: 'data.object.item.author_id', thread: 'data.object.item.conversation_id' };
  return [
    {
      body: v2('queue_item.action', {
        id: 'act',
        key: 'ban',
        name: 'Ban',
        value: '7d',
        created_at: created,
        item,
      }),
      ...places,
    },
    {
      body: v2('queue_item.action', { id: 'act', key: 'kick', name: 'Kick', item: { ...item, content } }),
      ...places,
    },
    { body: v2('queue_item.rejected', { id: 'act', key: 'reject', item, created_at: created }), ...places },
    {
      body: {
        id,
        type: 'QUEUE_ITEM_ACTION',
        timestamp: scene.now,
        action: { name: 'Ban user' },
        contextId: threadId,
        authorId: participant,
      },
      participant: 'authorId',
      thread: 'contextId',
    },
  ];
}

/** A moderator's decision, by way of Moderation API. */
export function moderationApiDecision(scene: Scene): Draft {
  const ask = askFor(scene, 0, 'out');
  const event = scene.dice.pick(moderationApi(scene, ask));
  return draftOf('Moderation API, a decision', {
    ...inModerationApi,
    body: jsonBytes(event.body),
    asks: [ask],
    entries: entry(event),
  });
}

/** What of Moderation API's decides nothing about a person. */
export function moderationApiAdvice(scene: Scene): Draft {
  const ask = askFor(scene, 0, 'in');
  const object = {
    ...{ id: 'act', key: 'allow', recommended_action: 'ban' },
    item: { author_id: ask.participant, conversation_id: ask.threadId },
    author: { external_id: ask.participant, status: 'blocked' },
  };
  const type = scene.dice.pick([
    'queue_item.allowed',
    'queue_item.resolved',
    'author.updated',
    'constructor',
    '__proto__',
  ]);
  const body = jsonBytes({ id: idOf(scene), type, data: { object } });
  return draftOf('Moderation API, no decision', { ...inModerationApi, body, asks: [ask], fragile: true });
}

function stream(scene: Scene, { threadId, participant }: Ask): readonly VendorEvent[] {
  const user = participant.slice(participant.indexOf('_') + 1);
  const channel = threadId.slice(3, threadId.indexOf('@'));
  const created_at = new Date(scene.now).toISOString();
  const message = { cid: `messaging:${channel}`, text: canaryOf(scene.world.seed) };
  const item = { id: 'item', entity_creator_id: user, recommended_action: 'remove', bans: [], message };
  const inItem = {
    participant: 'review_queue_item.entity_creator_id',
    thread: 'review_queue_item.message.cid',
  };
  const expiration = new Date(scene.now + 7 * 86_400_000).toISOString();
  return [
    {
      body: {
        type: 'user.banned',
        user: { id: user },
        channel_id: channel,
        cid: message.cid,
        created_at,
        expiration,
        shadow: false,
      },
      participant: 'user.id',
      thread: 'channel_id',
    },
    {
      body: { type: 'moderation.custom_action', action_id: 'kick', created_at, review_queue_item: item },
      ...inItem,
    },
    {
      body: {
        type: 'review_queue_item.updated',
        created_at,
        action: { id: 'a', type: 'ban', target_user_id: user },
        review_queue_item: item,
      },
      participant: 'action.target_user_id',
      thread: inItem.thread,
    },
  ];
}

/** A moderator's decision, by way of Stream; sometimes inflated, as Stream does. */
export function streamDecision(scene: Scene): Draft {
  const ask = askFor(scene, 0, 'out');
  const event = scene.dice.pick(stream(scene, ask));
  return draftOf('Stream, a decision', {
    ...inStream,
    headers: [
      ['content-type', 'application/json'],
      ['x-webhook-id', idOf(scene)],
    ],
    body: jsonBytes(event.body),
    asks: [ask],
    entries: entry(event),
    ...(scene.dice.roll() < 0.4 && { gzip: true }),
  });
}

/** What of Stream's decides nothing: advice, shadow bans, what could not be looked at. */
export function streamAdvice(scene: Scene): Draft {
  const ask = askFor(scene, 0, 'in');
  const [banned, custom] = stream(scene, ask).map(({ body }) => body);
  const body = scene.dice.pick([
    { ...banned, shadow: true },
    { ...custom, type: 'moderation.analysis.failed' },
    { ...custom, type: 'moderation_check.completed' },
    { ...custom, type: 'hasOwnProperty' },
  ]);
  return draftOf('Stream, no decision', { ...inStream, body: jsonBytes(body), asks: [ask], fragile: true });
}
