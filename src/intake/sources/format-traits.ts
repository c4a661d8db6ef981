import type { Signature } from './signature.ts';

/** What is fixed about a format, whatever a source says. */
interface FormatTraits {
  /** How its deliveries are signed, unless the source says otherwise. Without it, the source has to say. */
  readonly signature?: Signature;
  /** Whether the signature is over the bytes as they came, or over what they are when inflated. */
  readonly signs: 'received' | 'inflated';
  /**
   * What its senders make of an answer: some read it; some count any 2xx as taken, others only 200, and all of these
   * send everything else again, for days, or never.
   */
  readonly sender: 'reads-answers' | 'wants-2xx' | 'wants-200';
  /** How long its senders wait for the answer to a large batch, in milliseconds, where that is longer than any other's. */
  readonly patienceMs?: number;
}

const traits = {
  native: { signs: 'received', sender: 'reads-answers' },
  cloudevents: { signs: 'received', sender: 'wants-2xx' },
  // It waits 30 seconds: https://learn.microsoft.com/azure/event-grid/delivery-and-retry#retry-schedule
  eventgrid: { signs: 'received', sender: 'wants-200', patienceMs: 25_000 },
  // https://docs.moderationapi.com/webhooks
  'moderation-api': {
    signature: { scheme: 'hmac-sha256', header: 'modapi-signature', encoding: 'hex' },
    signs: 'received',
    sender: 'wants-200',
  },
  // https://getstream.io/chat/docs/node/webhooks_overview/
  stream: {
    signature: { scheme: 'hmac-sha256', header: 'X-Signature', encoding: 'hex' },
    signs: 'inflated',
    sender: 'wants-200',
  },
} as const satisfies Record<string, FormatTraits>;

/** The name of a format. */
export type Format = keyof typeof traits;

/** The formats that events may come in. */
export const formatNames = Object.keys(traits) as Format[];

/** What is fixed about a format. */
export function traitsOf(format: Format): FormatTraits {
  return traits[format];
}
