import type { Limit } from '../door/rate-limiter.ts';

/** What a limit is counted for. */
export type Per = 'resource' | 'user' | 'thread' | 'user and thread';

interface Rule {
  /** Operations that share one count. */
  readonly operations: readonly string[];
  readonly per: Per;
  readonly limits: readonly Limit[];
}

const in10s = (count: number): Limit => ({ count, seconds: 10 });
const in30s = (count: number): Limit => ({ count, seconds: 30 });
const inMinute = (count: number): Limit => ({ count, seconds: 60 });

/** The published ones: azure-docs, communication-services/concepts/service-limits.md, Identity and Chat. */
export const LIMITS: readonly Rule[] = [
  { operations: ['identities.create'], per: 'resource', limits: [in30s(1000)] },
  { operations: ['identities.delete'], per: 'resource', limits: [in30s(500)] },
  { operations: ['identities.issueAccessToken'], per: 'resource', limits: [in30s(1000)] },
  { operations: ['identities.revokeAccessTokens'], per: 'resource', limits: [in30s(500)] },
  { operations: ['chat.createThread'], per: 'user', limits: [in10s(10)] },
  { operations: ['chat.deleteThread'], per: 'user', limits: [in10s(10)] },
  { operations: ['chat.updateThread'], per: 'thread', limits: [in10s(5)] },
  {
    operations: ['chat.addParticipants', 'chat.removeParticipant'],
    per: 'thread',
    limits: [in10s(10), inMinute(30)],
  },
  { operations: ['chat.getThread', 'chat.listThreads'], per: 'user', limits: [in10s(50)] },
  { operations: ['chat.listParticipants'], per: 'user and thread', limits: [in10s(10)] },
  { operations: ['chat.listParticipants'], per: 'thread', limits: [in10s(250)] },
];
