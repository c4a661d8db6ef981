import type { Fault } from '../../../http/http-problem.ts';
import { readTime } from '../../read-time.ts';
import type { Envelope } from './envelope.ts';

/** What the attributes of a CloudEvent say. */
export interface Context {
  /** Its `source` and `id`, which name it together. No source holds a space, so that no two of them become one. */
  readonly identity: string;
  readonly type: string;
  readonly occurredAt: number | undefined;
}

/** As much as a table and a log line can well bear. */
const longestIdentity = 1_024;

const isText = (value: string) => value !== '' && value.isWellFormed() && !/\p{Cc}/u.test(value);
// https://www.rfc-editor.org/rfc/rfc3986#appendix-A
const uriReference = /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/;

/** What each attribute has to be. Extensions, and those that do not matter here, may be anything. */
const rules: readonly {
  readonly name: string;
  readonly optional?: true;
  readonly fits: (value: string) => boolean;
  readonly must: string;
}[] = [
  { name: 'id', fits: isText, must: 'must be a text that is not empty' },
  { name: 'source', fits: (value) => uriReference.test(value), must: 'must be a URI reference' },
  { name: 'specversion', fits: (value) => value === '1.0', must: 'must be 1.0' },
  { name: 'type', fits: isText, must: 'must be a text that is not empty' },
  {
    name: 'datacontenttype',
    optional: true,
    fits: isText,
    must: 'must be a media type',
  },
  {
    name: 'time',
    optional: true,
    fits: (value) => readTime(value) !== undefined,
    must: 'must be a time as in RFC 3339: 2026-11-23T09:30:00Z',
  },
];

/**
 * Checks the attributes of a CloudEvent.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes
 */
export function readContext({ attributes, fault, faults: own }: Envelope): Context | { faults: Fault[] } {
  const faults = [...own];
  for (const name of attributes.keys()) {
    if (!/^[a-z0-9]+$/.test(name)) faults.push(fault(name, 'is no name of an attribute: a to z and 0 to 9'));
  }
  for (const { name, optional, fits, must } of rules) {
    const value = attributes.get(name);
    if (value === undefined) {
      if (!optional) faults.push(fault(name, 'is missing'));
    } else if (typeof value !== 'string' || !fits(value)) faults.push(fault(name, must));
  }
  const [id, source, type, time] = ['id', 'source', 'type', 'time'].map((name) => attributes.get(name));
  // Of anything else a fault tells already; and not everything in JSON can be turned into a text.
  const identity = typeof source === 'string' && typeof id === 'string' ? `${source} ${id}` : '';
  if (identity.length > longestIdentity) {
    faults.push(fault('id', `is too long: with source, at most ${longestIdentity - 1} characters`));
  }
  if (faults.length > 0) return { faults };
  return { identity, type: `${type}`, occurredAt: typeof time === 'string' ? readTime(time) : undefined };
}
