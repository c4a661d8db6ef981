import { type Door, operation } from '../operation.ts';

const text = { type: 'string' };

/** The handshake of CloudEvents, at one of its addresses. */
export const handshake = (id: string, summary: string, problems: Door['problems']) =>
  operation({
    id,
    tag: 'Events',
    summary,
    description: [
      'The handshake of the [CloudEvents webhook specification](https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md#4-abuse-protection).',
      'An address that is given for a callback is never called.',
    ],
    security: [{ senderKey: [] }],
    parameters: [
      {
        name: 'WebHook-Request-Origin',
        in: 'header',
        description: 'Who asks to send events.',
        schema: text,
        example: 'eventemitter.example.com',
      },
      { name: 'WebHook-Request-Rate', in: 'header', description: 'How many a minute.', schema: text },
    ],
    answers: {
      200: {
        description: 'Consent is in the headers, not in the status.',
        headers: {
          'WebHook-Allowed-Origin': { description: 'The origin that asked.', schema: text },
          'WebHook-Allowed-Rate': { description: 'How many a minute, or `*`.', schema: text },
          Allow: { description: '`POST`', required: true, schema: text },
        },
      },
    },
    problems,
  });
