/**
 * What ACS does where no document says so, one switch a question. The defaults are guesses with a reason; whoever
 * depends on an answer must hold under every one of them.
 */
export interface Behaviour {
  /** Removing somebody who is not in the thread. 204: adding somebody who is in changes nothing, so neither may this. */
  removeNonMember: 204 | 400 | 403 | 404;
  /** Removing the one who made the thread. 204: nothing forbids it. */
  removeCreator: 204 | 403;
  /** Removing oneself. 204: ACS's UI library leaves a thread so (Azure/communication-ui-library, PR 540). */
  selfRemoval: 204 | 403;
  /** Acting in a thread one is not in. 403 is the one that the specification declares; 400 was seen (Azure/azure-sdk-for-java, issue 21723). */
  actorNotInThread: 400 | 403 | 404;
  /** A thread that does not exist, or no longer. 404, so that the defaults differ from one another. */
  unknownThread: 400 | 403 | 404;
  /** Acting on an identity that does not exist. 404: undocumented too. */
  unknownIdentity: 400 | 403 | 404;
  /** Adding a user of another ACS resource. `accepted`, because tests add people by any id. */
  strangers: 'accepted' | 'refused';
  /** Which events a new thread with people in it makes. `created`: it names them all, and nothing says that each is announced again. */
  eventsOfNewThread: 'created' | 'created-and-added';
  /** How a 429 says when to come back. `none`: for chat no header is documented, and none was seen. */
  retryAfterOn429: 'none' | 'seconds' | 'ms-header' | 'date';
  /** Whether a refused call uses up the limit. `count`: "all requests accrue against your usage limits". */
  refusedCalls: 'count' | 'forgotten';
  /** `off` lets everything through. */
  rateLimits: 'on' | 'off';
  /** The body of chat's errors: the specification's, or one of those seen live (issues azure-sdk-for-java 21723, Azure/Communication 379). */
  errorBody: 'specified' | 'capitalised' | 'wrapped' | 'empty';
  /** Items on a page when the caller does not say. Undocumented. */
  defaultPageSize: number;
}

export const DEFAULT_BEHAVIOUR: Readonly<Behaviour> = {
  removeNonMember: 204,
  removeCreator: 204,
  selfRemoval: 204,
  actorNotInThread: 403,
  unknownThread: 404,
  unknownIdentity: 404,
  strangers: 'accepted',
  eventsOfNewThread: 'created',
  retryAfterOn429: 'none',
  refusedCalls: 'count',
  rateLimits: 'on',
  errorBody: 'specified',
  defaultPageSize: 100,
};
