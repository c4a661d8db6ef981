import type { Fault } from '../http/http-problem.ts';
import { jsonPointer } from './json-pointer.ts';

/** No event nests deeper; what does is made to hurt. */
const maxDepth = 32;

/** The tokens that make the structure of a JSON text; what lies between them is numbers and literals. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** An object or array that is open at some point of the text. */
interface Level {
  /** The names seen so far; absent in an array. */
  readonly names?: Set<string>;
  step: string | number;
  /** Whether the next string is a name. */
  awaitsName: boolean;
}

/**
 * Finds what two parsers could read differently: a name that stands twice in one object (the last wins here, the
 * first elsewhere, and between the two lies another participant), `__proto__`, and nesting made to exhaust a
 * parser. By hand, since `JSON.parse` tells none of it; it has already found the text to be JSON, so that
 * splitting it into tokens is all that is left.
 *
 * @param text - JSON that has been parsed without error.
 */
export function findAmbiguity(text: string): Fault | undefined {
  const first = ambiguitiesOf(text).next().value;
  return first && faultOf(first);
}

/** A place that two parsers could read differently. */
export interface Ambiguity {
  /** Names and numbers that lead there. A pointer of them is made when it is needed: a body may hold very many. */
  readonly steps: readonly (string | number)[];
  readonly detail: string;
}

/** An ambiguity as it is told to whoever sent it. */
export function faultOf({ steps, detail }: Ambiguity): Fault {
  return { pointer: jsonPointer(steps), detail };
}

/** All that `findAmbiguity` looks for, in the order of the text; of what nests too deep, only where it begins. */
export function* ambiguitiesOf(text: string): Generator<Ambiguity, undefined> {
  const levels: Level[] = [];
  const fault = (detail: string) => ({ steps: levels.map(({ step }) => step), detail });

  for (const [found] of text.matchAll(token)) {
    const level = levels.at(-1);
    if (found === '{' || found === '[') {
      if (levels.length === maxDepth) yield fault(`is nested more than ${maxDepth} levels deep`);
      // Further down nothing is looked at, so nothing is kept.
      const isObject = found === '{' && levels.length < maxDepth;
      levels.push({ ...(isObject && { names: new Set() }), step: isObject ? '' : 0, awaitsName: isObject });
    } else if (found === '}' || found === ']') {
      levels.pop();
    } else if (found === ',' && level) {
      if (level.names) level.awaitsName = true;
      else level.step = Number(level.step) + 1;
    } else if (level?.names && level.awaitsName) {
      const name = String(JSON.parse(found));
      level.step = name;
      level.awaitsName = false;
      if (name === '__proto__') yield fault('is a name that no event may use');
      if (level.names.has(name)) yield fault('stands more than once');
      level.names.add(name);
    }
  }
  return undefined;
}
