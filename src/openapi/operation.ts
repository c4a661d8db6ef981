import type { ProblemName } from '../http/problems.ts';
import { problemResponses } from './problem-responses.ts';

/** One door, as it is described. */
export interface Door {
  readonly id: string;
  readonly tag: 'Events' | 'Decisions' | 'Bans' | 'Operation';
  readonly summary: string;
  /** Markdown, a line an entry. */
  readonly description: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  /** The answers that are none of a problem, by status. */
  readonly answers: Readonly<Record<string, object>>;
  readonly problems: readonly ProblemName[];
}

/** What any door may answer. */
const always = ['upstream-unavailable', 'misconfigured', 'internal-fault'] as const;

/** The host turns away whoever has no key for the door before the app hears of it. */
const noKey = { description: 'The key is missing or wrong. From the Functions host, without a body.' };

/** An OpenAPI operation. */
export function operation({ id, tag, description, answers, problems, ...rest }: Door): object {
  const responses: Record<string, object> = {
    401: noKey,
    ...problemResponses([...new Set([...problems, ...always])]),
  };
  for (const [status, answer] of Object.entries(answers)) {
    // A status may mean a problem or something else; the media type tells which.
    const content = { ...contentOf(answer), ...contentOf(responses[status]) };
    responses[status] = { ...answer, ...(Object.keys(content).length > 0 && { content }) };
  }
  return { operationId: id, tags: [tag], description: description.join('\n'), ...rest, responses };
}

function contentOf(response: object | undefined): object {
  return response && 'content' in response ? (response.content as object) : {};
}

/** An answer with a body of JSON. */
export function jsonAnswer(
  description: string,
  schema: object,
  { headers, examples }: { headers?: object; examples?: Readonly<Record<string, object>> } = {},
): object {
  const content = { 'application/json': { schema, ...(examples && { examples }) } };
  return { description, ...(headers && { headers }), content };
}
