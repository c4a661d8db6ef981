import type { Delivery } from '../reading.ts';

/** Whether a delivery says of itself that it is a CloudEvent, in any of the modes. */
export function isCloudEvent({ headers, contentType }: Delivery): boolean {
  return /^\s*application\/cloudevents/i.test(contentType) || headers.has('ce-specversion');
}
