import type { Renewable } from './renewable.ts';

/** A user access token for ACS Chat, and the resource it is good for. */
export interface ChatToken {
  readonly token: string;
  /** The ACS resource, as an origin: `https://my-resource.communication.azure.com`. */
  readonly endpoint: string;
}

/** Where the moderator's tokens come from, however the app is set up. Its methods throw an `UpstreamError`. */
export type ChatTokens = Renewable<ChatToken>;
