import { keepSourceSecrets } from '../../../local/stack/keep-source-secrets.ts';
import { seatPeople } from '../../../local/stack/seat-people.ts';
import { type Stack, startStack } from '../../../local/stack/start-stack.ts';

/** A stack that is set up as the pages say, and what their examples need to know of it. */
export interface ExampleStack {
  readonly stack: Stack;
  /** Variables that every example finds. */
  readonly env: Readonly<Record<string, string>>;
  /** Asks as an operator does. */
  operate(path: string, method?: string): Promise<Record<string, unknown>>;
  /** Sends an event, or a batch, by way of a source of the test. */
  send(event: object | readonly object[], source: string): Promise<Record<string, unknown>>;
  /** A person, in a thread with the moderator and others. */
  seat(): Seat;
}

/** Whom and which thread an example is about. */
export interface Seat {
  readonly thread: string;
  readonly person: string;
  isIn(): boolean;
  /** What any member of a thread can do. */
  addBack(): void;
}

/** Senders of the test itself, beside those of the pages; nobody can mistake them. */
const ownSources = [{ name: 'of-the-test' }, { name: 'of-the-test-limited', maxPerMinute: 10 }].map(
  (own) => ({
    ...own,
    ...{ format: 'native', signature: 'none' },
  }),
);

/** @param settings - as the pages show them, by name. */
export async function startExampleStack(
  appRoot: string,
  settings: Readonly<Record<string, string>>,
  logs: string[],
): Promise<ExampleStack> {
  const shown = JSON.parse(settings.WEBHOOK_SOURCES ?? '[]') as { name: string; maxPerMinute?: number }[];
  const sources = JSON.stringify([...shown, ...ownSources]);
  const stack = await startStack({
    appRoot,
    settings: { ...settings, WEBHOOK_SOURCES: sources },
    log: (line) => logs.push(line),
  });
  const { azure, host, events } = stack;
  const operator = host.keys.host.default ?? '';
  const secrets = keepSourceSecrets(sources, azure);
  const env = {
    ...{ URL: host.url, KEY: events.key, HOST_KEY: operator, MASTER_KEY: host.keys.master },
    ...{ BOUNCER_URL: host.url, BOUNCER_KEY: operator, BOUNCER_SECRET: events.signingKey },
    ...secrets,
    ...{ SECRET: events.signingKey, NO_COLOR: '1' },
  };
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { 'x-functions-key': operator, 'content-type': 'application/json' };
    const answer = await fetch(host.url + path, { ...init, headers });
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    ...{ stack, env },
    operate: (path, method = 'GET') => call(path, { method }),
    send: (event, source) => call(`/api/events/${source}`, { method: 'POST', body: JSON.stringify(event) }),
    seat() {
      const { threadId: thread, people } = seatPeople(azure, ['Ada', 'Ben', 'Mallory']);
      const person = people.find(({ name }) => name === 'Mallory')?.rawId ?? '';
      const { threads } = azure.communication;
      return {
        ...{ thread, person },
        isIn: () => threads.members(thread).includes(person),
        addBack: () => threads.add(thread, person),
      };
    },
  };
}
