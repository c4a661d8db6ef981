import { adminDoor } from './admin/admin-door.ts';
import { hostPage } from './host-page.ts';
import type { Exchange } from './http/exchange.ts';
import { sendAnswer } from './http/send-answer.ts';
import type { RunningApp } from './run-app.ts';

export type RequestHandler = {
  handle(exchange: Exchange): Promise<void>;
  /** Takes no more requests; waits for those that run. */
  drain(): Promise<void>;
};

/** Who answers a request: the admin door, then triggers, then the page at `/`; otherwise it is an empty 404. */
export function createRequestHandler(app: RunningApp, started: Promise<void>): RequestHandler {
  const running = new Set<Promise<void>>();
  let draining = false;

  async function answer(exchange: Exchange): Promise<void> {
    await started;
    const { response, path } = exchange;
    if (await adminDoor(exchange, { ...app, runOnDemand })) return;
    if (app.state !== 'Running' || draining)
      return sendAnswer(response, 503, 'Function host is not running.');
    if (path === '/')
      return sendAnswer(response, 200, hostPage, { 'content-type': 'text/html; charset=utf-8' });
    for (const trigger of app.triggers) if (await trigger.handle?.(exchange)) return;
    return sendAnswer(response, 404);
  }

  function runOnDemand(functionName: string, input: string): boolean {
    const owner = app.triggers.find(({ functions }) => functions.some(({ name }) => name === functionName));
    return owner?.runOnDemand?.(functionName, input) ?? false;
  }

  return {
    async handle(exchange) {
      const answered = answer(exchange);
      running.add(answered);
      await answered.finally(() => running.delete(answered));
    },
    async drain() {
      draining = true;
      await Promise.allSettled(running);
    },
  };
}
