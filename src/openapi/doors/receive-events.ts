import { type ProblemName, problems } from '../../http/problems.ts';
import { type Door, operation } from '../operation.ts';
import { forSenders } from '../security.ts';
import { anyBody, nativeBody } from './event-bodies.ts';
import { handshake } from './handshake.ts';
import { takenAnswers } from './taken-answers.ts';

/** What only operators are told. */
const ofOperators: readonly ProblemName[] = [
  'invalid-query',
  'unknown-decision',
  'unknown-rule',
  'not-failed',
  'not-held',
  'needs-force',
];
const ofSenders = (Object.keys(problems) as ProblemName[]).filter((name) => !ofOperators.includes(name));
/** Where there is no such source, nothing can be asked of it either. */
const ofHandshake = ofSenders.filter((name) => problems[name].status === 404);

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
});

const parameters = [
  header(
    'webhook-id',
    'Of a Standard Webhooks signature: the name of the delivery, the same in each attempt. It stands in for the `id` of a single event.',
  ),
  header(
    'webhook-timestamp',
    'Of a Standard Webhooks signature: when this attempt was made, in seconds since 1970.',
  ),
  header(
    'Prefer',
    '`respond-async` is answered 202 as soon as the event is on record ([RFC 7240](https://www.rfc-editor.org/rfc/rfc7240)).',
  ),
];

const ofEventGrid = header(
  'aeg-event-type',
  'Of Event Grid: `Notification`, or `SubscriptionValidation` for the handshake.',
);

type Given = 'id' | 'summary' | 'description' | 'requestBody' | 'parameters';

const receive = ({ description, ...door }: Pick<Door, Given>) =>
  operation({
    ...door,
    tag: 'Events',
    description: [
      ...description,
      '',
      'The body may hold 1 MiB, also when it is inflated (`Content-Encoding: gzip`). The answer comes within 3 seconds, to a large batch of Event Grid within 30.',
      'The same event again gets the answer that is on record, and nothing is done twice.',
    ],
    security: forSenders,
    answers: takenAnswers,
    problems: ofSenders,
  });

const source = {
  name: 'source',
  in: 'path',
  required: true,
  description: 'The name of a source, as `WEBHOOK_SOURCES` has it.',
  schema: { type: 'string', pattern: '^[a-z0-9-]{1,40}$', default: 'default' },
  example: 'default',
};

/** The door for events. */
export const receiveEvents = {
  '/api/events': {
    post: receive({
      id: 'receiveEvents',
      summary: 'Send decisions',
      description: [
        'Takes a decision of the source `default`, carries it out, and says how it ended or that it goes on.',
      ],
      parameters,
      requestBody: nativeBody,
    }),
    options: handshake('handshake', 'Ask to send CloudEvents', ofHandshake),
  },
  '/api/events/{source}': {
    parameters: [source],
    post: receive({
      id: 'receiveEventsOfSource',
      summary: 'Send decisions as a source',
      description: [
        'The same for any source: in its format, signed as it signs, and within what it may do.',
        'CloudEvents in binary mode have their attributes in `ce-` headers and their data in the body.',
      ],
      parameters: [...parameters, ofEventGrid],
      requestBody: anyBody,
    }),
    options: handshake('handshakeOfSource', 'Ask to send CloudEvents as a source', ofHandshake),
  },
};
