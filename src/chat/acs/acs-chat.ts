import type { ChatPlatform } from '../chat-platform.ts';
import type { AcsChatPorts } from './acs-call.ts';
import { listParticipants } from './list-participants.ts';
import { listThreads } from './list-threads.ts';
import { removeParticipant } from './remove-participant.ts';

/** Azure Communication Services Chat as the chat platform. */
export function createAcsChat(ports: AcsChatPorts): ChatPlatform {
  return {
    removeParticipant: (...call) => removeParticipant(ports, ...call),
    listParticipants: (...call) => listParticipants(ports, ...call),
    listThreads: (...call) => listThreads(ports, ...call),
  };
}
