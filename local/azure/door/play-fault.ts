import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, encodeAnswer, sendAnswer } from './answer.ts';
import type { Call } from './call-log.ts';
import type { Fault } from './faults.ts';
import { problem } from './problem.ts';

/**
 * Plays a fault on an open response.
 *
 * @param answer what the service said, when the effect has happened
 * @param stopping ends a delay when the emulator stops
 * @returns true when the call is over, false when it goes on as usual
 */
export async function playFault(
  fault: Fault,
  call: Call,
  response: ServerResponse,
  answer: Answer | undefined,
  stopping: AbortSignal,
): Promise<boolean> {
  call.fault = 'delay';
  if (fault.delayMs) {
    const passed = await wait(fault.delayMs, true, { signal: stopping, ref: false }).catch(() => false);
    if (!passed) return true;
  }
  const replaced = fault.status !== undefined || fault.body !== undefined || (answer && fault.headers);
  if (!replaced && !fault.hang && !fault.reset) return false;
  if (answer) call.hiddenStatus = answer.status;
  if (fault.hang) {
    call.fault = 'hang';
    return true;
  }
  if (fault.reset === true) {
    call.fault = 'reset';
    response.socket?.destroy();
    return true;
  }
  const reply = replyOf(fault, answer);
  call.status = reply.status;
  call.fault = fault.reset ? 'reset-mid-body' : 'status';
  if (fault.reset) sendHalf(response, reply);
  else sendAnswer(response, reply);
  return true;
}

function replyOf(fault: Fault, answer: Answer | undefined): Answer {
  const status = fault.status ?? answer?.status ?? 200;
  const unsaid = fault.status === undefined ? answer?.body : problem(status).body;
  const body = fault.body ?? (status < 400 && fault.status !== undefined ? undefined : unsaid);
  return { status, headers: { ...fault.headers }, body };
}

function sendHalf(response: ServerResponse, reply: Answer): void {
  const status = reply.status === 204 ? 200 : reply.status; // a 204 has no body to be cut off
  const { headers, bytes } = encodeAnswer({ ...reply, status });
  const whole = bytes.length > 1 ? bytes : Buffer.from('{}');
  response.writeHead(status, { ...headers, 'content-length': String(whole.length) });
  response.write(whole.subarray(0, whole.length >> 1), () => response.socket?.destroy());
}
