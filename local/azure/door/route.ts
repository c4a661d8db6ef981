import type { Answer } from './answer.ts';
import type { CallDetail } from './call-log.ts';
import type { Incoming } from './incoming.ts';

/** One operation of one emulated service. */
export interface Route {
  /** The word under which calls are logged and faults are matched, such as `chat.removeParticipant`. */
  readonly operation: string;
  readonly method: string;
  /** Such as `/chat/threads/{threadId}/participants/:remove`. */
  readonly path: string;
  /** What the log may say about a call beyond its path's names. Never a secret. */
  readonly describe?: (incoming: Incoming) => CallDetail;
  /** Decides and acts at once, so that no two calls interleave. */
  readonly handle: (incoming: Incoming) => Answer;
}

/** What answers under one or more host names. */
export interface Service {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly routes: readonly Route[];
  /** Headers on every answer. */
  readonly headers?: (incoming: Incoming) => Record<string, string>;
  /** Neither logged nor subject to faults: the control door. */
  readonly unseen?: true;
}

export interface Match {
  readonly service: Service;
  readonly route: Route;
  readonly params: Record<string, string>;
}

const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const made = new RegExp(`^${source}$`);
  patterns.set(path, made);
  return made;
}

/** The first route that fits. A name that is not valid percent-encoding fits none. */
export function findRoute(services: readonly Service[], method: string, path: string): Match | undefined {
  for (const service of services) {
    for (const route of service.routes) {
      const groups = route.method === method ? patternOf(route.path).exec(path) : null;
      if (!groups) continue;
      try {
        const entries = Object.entries(groups.groups ?? {}).map(([key, value]) => [
          key,
          decodeURIComponent(value),
        ]);
        return { service, route, params: Object.fromEntries(entries) };
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}
