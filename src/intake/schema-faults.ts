import type * as z from 'zod';
import type { Fault } from '../http/http-problem.ts';
import { jsonPointer } from './json-pointer.ts';

type Issue = z.core.$ZodIssue;

/** What zod found, as faults: one a member, each with its JSON Pointer. */
export function schemaFaults(error: z.ZodError): Fault[] {
  return error.issues
    .flatMap((issue) => leaves(issue))
    .map(({ path, message }) => ({
      pointer: jsonPointer(path),
      detail: message,
    }));
}

/** Of a union only the branch that fitted best has something to say: the one whose faults lie deepest. */
function leaves(
  issue: Issue,
  above: readonly PropertyKey[] = [],
): { path: PropertyKey[]; message: string }[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, message: issue.message }];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => leaves(inner, path)));
  const depth = (branch: (typeof branches)[number]) => Math.max(...branch.map((leaf) => leaf.path.length));
  const deepest = branches.toSorted((a, b) => depth(b) - depth(a))[0];
  return deepest && depth(deepest) > path.length ? deepest : [{ path, message: issue.message }];
}

/** zod's own messages name JavaScript's types; these name JSON's, and what to do. */
export function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'is missing' : `must be ${article(issue.expected)}`;
  }
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'too_small') return 'must not be empty';
  if (issue.code === 'too_big') return `must not be longer than ${issue.maximum}`;
  return undefined;
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
