import type { Item, SourceOfFormat } from './reading.ts';

/** The end of an event whose type is none of those that the source says count. */
export function ignoredByType(type: string, { types }: SourceOfFormat): Item | undefined {
  if (types === undefined || types.includes(type)) return undefined;
  return { kind: 'ignored', why: 'it is of a type that the source does not name' };
}
