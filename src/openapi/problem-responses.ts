import { type ProblemName, problemAnchor, problems, problemType } from '../http/problems.ts';
import { refer } from './components.ts';

/** What senders and operators do about an answer, by its status. */
const whatToDo: Readonly<Record<number, string>> = {
  400: 'It was not understood. Sending the same again changes nothing.',
  401: 'The key or the signature does not fit, or the signature is stale.',
  403: 'The source may not do that.',
  404: 'There is no such thing.',
  405: 'Not with this method.',
  408: 'The body took too long to arrive.',
  409: 'It cannot be done as things stand.',
  413: 'The body is too large.',
  415: 'The media type is not one that this source sends.',
  422: 'The id belongs to another decision, which stays as it is.',
  429: 'Too many requests. Come back after `Retry-After`.',
  503: 'Something of ours or of Azure’s is away. Send it again after `Retry-After`: nothing is done twice.',
};

const comeBack = {
  'Retry-After': {
    description: 'When to come back, in seconds.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
};

/** The answers that the named problems are, by status. */
export function problemResponses(names: readonly ProblemName[]): Record<string, object> {
  const statuses = [...new Set(names.map((name) => problems[name].status))].sort();
  return Object.fromEntries(statuses.map((status) => [status, response(status, names)]));
}

function response(status: number, names: readonly ProblemName[]): object {
  const of = names.filter((name) => problems[name].status === status);
  const type = { type: 'string', enum: of.map(problemType) };
  return {
    description: `${whatToDo[status] ?? 'It did not work.'}\n\nExplained in ${of.map(problemAnchor).join(', ')}.`,
    ...(status === 503 || status === 429 ? { headers: comeBack } : {}),
    content: {
      'application/problem+json': {
        schema: { allOf: [refer('Problem'), { type: 'object', properties: { type } }] },
        examples: Object.fromEntries(of.map((name) => [name, { value: example(name) }])),
      },
    },
  };
}

function example(name: ProblemName): object {
  const { status, title } = problems[name];
  return { type: problemType(name), title, status, detail: `${title}.` };
}
