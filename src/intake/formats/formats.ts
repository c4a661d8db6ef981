import { readCloudEvents } from './cloudevents/read-cloud-events.ts';
import { readEventGrid } from './event-grid/read-event-grid.ts';
import { readModerationApi } from './moderation-api.ts';
import { readNative } from './native.ts';
import type { ReadFormat } from './reading.ts';
import { readStream } from './stream.ts';

/** Every format that a source may send in, by the name that its entry in `WEBHOOK_SOURCES` has. */
export const formats = {
  native: readNative,
  cloudevents: readCloudEvents,
  eventgrid: readEventGrid,
  'moderation-api': readModerationApi,
  stream: readStream,
} as const satisfies Record<string, ReadFormat>;
