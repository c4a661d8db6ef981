import { HttpProblem } from '../../../http/http-problem.ts';
import { jsonPointer } from '../../json-pointer.ts';
import { parseJson } from '../../parse-json.ts';
import { decodeBase64 } from './decode-base64.ts';
import type { Data, Envelope } from './envelope.ts';

/**
 * Opens a CloudEvent that is one JSON object.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export function structuredEnvelope(json: object): Envelope {
  const { data, data_base64: base64, ...attributes } = json as Record<string, unknown>;
  const named = Object.entries(attributes).filter(([, value]) => value !== null);
  const fault = (attribute: string, detail: string) => ({ pointer: jsonPointer([attribute]), detail });
  const { datacontenttype } = attributes;
  const isGiven = (value: unknown) => value !== undefined && value !== null;
  return {
    attributes: new Map(named),
    fault,
    faults:
      isGiven(data) && isGiven(base64)
        ? [fault('data_base64', 'stands beside data: an event has one of the two')]
        : [],
    contentType: typeof datacontenttype === 'string' ? datacontenttype : undefined,
    readData: () => (isGiven(base64) ? fromBase64(base64) : { json: data, at: inMember }),
  };
}

function inMember({ pointer, detail }: { pointer: string; detail: string }) {
  return { pointer: `/data${pointer}`, detail };
}

function fromBase64(base64: unknown): Data {
  const pointer = '/data_base64';
  const bytes = typeof base64 === 'string' ? decodeBase64(base64) : undefined;
  if (!bytes) return { faults: [{ pointer, detail: 'must be base64, with its padding' }] };
  try {
    const at = (fault: { pointer: string; detail: string }) => ({
      pointer,
      detail: `${fault.pointer} ${fault.detail}`.trim(),
    });
    return { json: parseJson(bytes), at };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { faults: [{ pointer, detail: `holds something else than clear JSON: ${error.message}` }] };
  }
}
