import type { ChatPlatform } from '../chat-platform.ts';
import { listParticipants } from './list-participants.ts';
import { listThreads } from './list-threads.ts';
import { type RemovalPorts, removeParticipant } from './remove-participant.ts';
import { threadCreatedOn } from './thread-created-on.ts';

/** Azure Communication Services Chat as the chat platform. */
export function createAcsChat(ports: RemovalPorts): ChatPlatform {
  return {
    removeParticipant: (...call) => removeParticipant(ports, ...call),
    listParticipants: (...call) => listParticipants(ports, ...call),
    threadCreatedOn: (...call) => threadCreatedOn(ports, ...call),
    listThreads: (...call) => listThreads(ports, ...call),
  };
}
