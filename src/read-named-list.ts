import type * as z from 'zod';

/**
 * Reads a setting that is a JSON array of entries with names, or says all that is wrong with it: each fault begins with
 * the entry and the member.
 *
 * @param inOurWords - what to say of a fault; where it says nothing, it is said in general words.
 * @returns the entries by name, in their order.
 */
export function readNamedList<Entry extends { readonly name: string }>(
  text: string,
  entry: z.ZodType<Entry>,
  inOurWords: (issue: z.core.$ZodRawIssue) => string | undefined = () => undefined,
): { entries: ReadonlyMap<string, Entry> } | { faults: string[] } {
  const json = parse(text);
  if (!Array.isArray(json)) return { faults: ['must be a JSON array'] };
  const error = (issue: z.core.$ZodRawIssue) => inOurWords(issue) ?? inPlainWords(issue);
  const read = json.map((one) => entry.safeParse(one, { error }));
  const faults = read.flatMap(({ error }, index) =>
    (error?.issues ?? []).map((issue) => `${entryOf(json, index)} ${describe(issue)}`),
  );
  const names = json.map((one) => one?.name);
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (typeof name === 'string' && first < index) {
      faults.push(`${entryOf(json, index)} name is the same as of [${first}]`);
    }
  });
  if (faults.length > 0) return { faults };
  return { entries: new Map(read.flatMap(({ data }) => (data ? [[data.name, data] as const] : []))) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Which entry it is; by its name too, if that can be shown. */
function entryOf(json: readonly unknown[], index: number): string {
  const { name } = (json[index] ?? {}) as { name?: unknown };
  return typeof name === 'string' && /^[\w-]{1,40}$/.test(name) ? `[${index}] (${name})` : `[${index}]`;
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const inside = issue.path.length > 0 ? `${issue.path.join('.')} ` : '';
    return `${inside}has members that are not known: ${issue.keys.join(', ')}`;
  }
  return [issue.path.join('.'), issue.message].filter(Boolean).join(' ');
}

/** zod's own messages name JavaScript's types; whoever writes a setting thinks in JSON's. */
function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is not set';
  if (issue.code === 'invalid_type') return `must be of the type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${sizes[issue.origin] ?? ''}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${sizes[issue.origin] ?? ''}`;
  return undefined;
}

const sizes: Readonly<Record<string, string>> = { string: ' characters long', array: ' entries long' };
