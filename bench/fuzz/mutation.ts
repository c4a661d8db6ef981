import { type Draft, doubted, type Path } from './draft.ts';
import type { Scene } from './scene.ts';

/** Something that is done to a request. */
export interface Mutation {
  readonly name: string;
  /** @returns undefined where it has nothing to take hold of */
  change(draft: Draft, scene: Scene): Draft | undefined;
}

/** What it leaves of a request's meaning: all of it, nothing that may be acted upon, or nobody can say. */
export type Leaves = 'the meaning' | 'no meaning' | 'doubt';

const fates = { 'no meaning': 'in', doubt: 'either' } as const;

/** The draft with what is left of its meaning. @param which - the ask that it is about; all, if absent */
export function leaving(draft: Draft, leaves: Leaves, which?: number): Draft {
  return leaves === 'the meaning' ? draft : doubted(draft, fates[leaves], which);
}

/** A mutation of the body as text. */
export function ofText(
  name: string,
  leaves: Leaves,
  edit: (text: string, scene: Scene) => string | Buffer | undefined,
): Mutation {
  return {
    name,
    change(draft, scene) {
      if (draft.body.length === 0 || draft.transfer.kind === 'raw') return undefined;
      const edited = edit(draft.body.toString(), scene);
      return edited === undefined ? undefined : leaving({ ...draft, body: Buffer.from(edited) }, leaves);
    },
  };
}

/** The body as JSON; undefined where it is none. */
export function jsonOf({ body }: Draft): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Every place in a JSON document, the whole of it first. */
export function placesIn(value: unknown, path: Path = []): Path[] {
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  const step = (name: string) => (Array.isArray(value) ? Number(name) : name);
  return [path, ...inner.flatMap(([name, child]) => placesIn(child, [...path, step(name)]))];
}

/** What stands at a place. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value);
}

/** A copy with something else at a place. */
export function put(value: unknown, path: Path, placed: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return placed;
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? put(one, rest, placed) : one));
  const members = Object.entries(value ?? {});
  const changed = members.map(([name, one]) => [name, name === step ? put(one, rest, placed) : one]);
  return Object.fromEntries(members.some(([name]) => name === step) ? changed : [...changed, [step, placed]]);
}
