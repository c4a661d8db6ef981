import { parseJson } from '../../parse-json.ts';
import type { Delivery } from '../reading.ts';
import { decodeHeaderValue } from './decode-header-value.ts';
import type { Envelope } from './envelope.ts';

const prefix = 'ce-';

/**
 * Opens a CloudEvent whose attributes are headers and whose data is the body.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */
export function binaryEnvelope({ headers, body, contentType }: Delivery): Envelope {
  const attributes = new Map<string, unknown>();
  const faults = [];
  // Faults have no place in the body to point at.
  const fault = (attribute: string, detail: string) => ({
    pointer: '',
    detail: `The header ${prefix}${attribute} ${detail}`,
  });
  for (const [header, written] of headers) {
    if (!header.startsWith(prefix)) continue;
    const name = header.slice(prefix.length);
    const value = decodeHeaderValue(written);
    if (value === undefined)
      faults.push(fault(name, 'is not percent-encoded UTF-8, or its quotation does not end'));
    else attributes.set(name, value);
  }
  if (attributes.delete('datacontenttype')) {
    faults.push(fault('datacontenttype', 'must not be there: Content-Type says it'));
  }
  return {
    attributes,
    fault,
    faults,
    contentType,
    readData: () => ({ json: parseJson(body), at: (found) => found }),
  };
}
