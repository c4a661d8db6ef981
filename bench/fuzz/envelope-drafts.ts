import { type Ask, type Draft, draftOf, type Header } from './draft.ts';
import { askFor, idOf, jsonBytes, nativeEntry, nativeEvent, type Scene } from './scene.ts';

const type = 'com.contoso.moderation.decision';

/** An event in our own words, as data. */
function dataFor(scene: Scene, ask: Ask, which: number): Record<string, unknown> {
  const { id: _, ...data } = nativeEvent(scene, ask, which);
  return data;
}

function attributes(scene: Scene, which: number): Record<string, string> {
  const { dice, now } = scene;
  return {
    specversion: '1.0',
    id: idOf(scene, which),
    source: '/contoso/moderation',
    type,
    ...(dice.roll() < 0.5 && { time: new Date(now).toISOString() }),
  };
}

function structured(scene: Scene, ask: Ask, which: number): Record<string, unknown> {
  const [data, context] = [dataFor(scene, ask, which), attributes(scene, which)];
  const asText = { data_base64: jsonBytes(data).toString('base64'), datacontenttype: 'application/json' };
  return { ...context, ...(scene.dice.roll() < 0.8 ? { data } : asText) };
}

const contentType = (media: string): readonly Header[] => [['content-type', media]];

/** Only what has its data in the open can be aimed at. */
const entryOf = (event: Record<string, unknown>, root: readonly (string | number)[]) =>
  'data' in event ? [nativeEntry([...root, 'data'])] : [];

/** One CloudEvent, as one JSON object. */
export function cloudEvent(scene: Scene): Draft {
  const source = scene.dice.pick(['events', 'default', 'unsigned', 'headers']);
  const ask = askFor(scene, 0, 'out', true);
  const event = structured(scene, ask, 0);
  return draftOf('CloudEvent, structured', {
    source,
    path: `/api/events/${source}`,
    headers: contentType(
      scene.dice.pick(['application/cloudevents+json', 'Application/CloudEvents+JSON; charset=UTF-8']),
    ),
    body: jsonBytes(event),
    asks: [ask],
    entries: entryOf(event, []),
  });
}

/** One CloudEvent whose attributes are headers. */
export function binaryCloudEvent(scene: Scene): Draft {
  const source = scene.dice.pick(['headers', 'unsigned']);
  const ask = askFor(scene, 0, 'out', true);
  const context = Object.entries(attributes(scene, 0)).map(([name, value]): Header => [`ce-${name}`, value]);
  return draftOf('CloudEvent, binary', {
    source,
    path: `/api/events/${source}`,
    headers: [...contentType('application/json'), ...context],
    body: jsonBytes(dataFor(scene, ask, 0)),
    asks: [ask],
    entries: [nativeEntry([])],
  });
}

/** Several CloudEvents. */
export function cloudEvents(scene: Scene): Draft {
  const source = scene.dice.pick(['events', 'headers', 'default']);
  const asks = Array.from({ length: scene.dice.below(3) + 1 }, (_, which) =>
    askFor(scene, which, 'out', true),
  );
  const events = asks.map((ask, which) => structured(scene, ask, which));
  const entries = events.map((event, which) => entryOf(event, [which]));
  return draftOf(`CloudEvents, batch of ${asks.length}`, {
    source,
    path: `/api/events/${source}`,
    headers: contentType('application/cloudevents-batch+json'),
    body: jsonBytes(events),
    asks,
    entries: entries.every(({ length }) => length === 1) ? entries.flat() : [],
  });
}

const gridHeaders = (kind: string): readonly Header[] => [
  ['content-type', 'application/json; charset=utf-8'],
  ['aeg-event-type', kind],
  ['aeg-subscription-name', 'FUZZ'],
  ['aeg-delivery-count', '0'],
];

const inGrid = { source: 'grid', path: '/api/events/grid' } as const;

function gridEvent(scene: Scene, which: number, eventType: string, data: unknown): object {
  const eventTime = new Date(scene.now).toISOString();
  const versions = { dataVersion: '1', metadataVersion: '1' };
  return {
    id: idOf(scene, which),
    topic: '/topics/fuzz',
    subject: 'a',
    eventType,
    eventTime,
    data,
    ...versions,
  };
}

/** What Event Grid delivers. */
export function gridEvents(scene: Scene): Draft {
  const asks = Array.from({ length: scene.dice.below(3) + 1 }, (_, which) =>
    askFor(scene, which, 'out', true),
  );
  return draftOf(`Event Grid, batch of ${asks.length}`, {
    ...inGrid,
    headers: gridHeaders('Notification'),
    body: jsonBytes(asks.map((ask, which) => gridEvent(scene, which, type, dataFor(scene, ask, which)))),
    asks,
    entries: asks.map((_, which) => nativeEntry([which, 'data'])),
  });
}

/** The question that Event Grid asks first, or its farewell. */
export function gridHandshake(scene: Scene): Draft {
  const kind = scene.dice.pick(['SubscriptionValidation', 'SubscriptionDeletion']);
  const validationUrl = 'http://169.254.169.254/latest/meta-data';
  const data = { validationCode: idOf(scene), validationUrl };
  return draftOf(`Event Grid, ${kind}`, {
    ...inGrid,
    headers: gridHeaders(kind),
    body: jsonBytes([gridEvent(scene, 0, `Microsoft.EventGrid.${kind}Event`, data)]),
  });
}
