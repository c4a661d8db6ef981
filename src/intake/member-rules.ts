import type { Fault } from '../http/http-problem.ts';
import type { ModerationEvent } from '../moderation/moderation-event.ts';

type Members = Pick<
  ModerationEvent,
  'action' | 'occurredAt' | 'effectiveAt' | 'until' | 'dryRun' | 'revokeTokens'
>;

/** What has to hold between the members of an event. Each rule points at one member and says when it is broken. */
const rules: readonly {
  readonly member: keyof Members;
  readonly detail: string;
  readonly broken: (members: Members) => boolean;
}[] = [
  {
    member: 'effectiveAt',
    detail: 'does not go with an unban, which takes effect at once',
    broken: ({ action, effectiveAt }) => action === 'unban' && effectiveAt !== undefined,
  },
  {
    member: 'until',
    detail: 'goes with a ban only',
    broken: ({ action, until }) => action !== 'ban' && until !== undefined,
  },
  {
    member: 'until',
    detail: 'must lie after occurredAt: a ban that ends before it begins keeps nobody out',
    broken: ({ action, until, occurredAt }) => action === 'ban' && isNotAfter(until, occurredAt),
  },
  {
    member: 'until',
    detail: 'must lie after effectiveAt: a ban that ends before it begins keeps nobody out',
    broken: ({ action, until, effectiveAt }) => action === 'ban' && isNotAfter(until, effectiveAt),
  },
  {
    member: 'revokeTokens',
    detail: 'goes with a ban only',
    broken: ({ action, revokeTokens }) => action !== 'ban' && revokeTokens === true,
  },
];

/** What is wrong with an event whose members are each right by themselves. */
export function brokenRules(members: Members): Fault[] {
  return rules
    .filter(({ broken }) => broken(members))
    .map(({ member, detail }) => ({ pointer: `/${member}`, detail }));
}

function isNotAfter(end: number | undefined, start: number | undefined): boolean {
  return end !== undefined && start !== undefined && end <= start;
}
