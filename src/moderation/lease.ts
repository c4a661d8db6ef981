/** How long the right to work on a decision lasts, in milliseconds, unless it is settled before. */
export const leaseMs = 30_000;
/** How long one call to the chat platform may take; so no call starts later than this before the lease ends. */
export const callMs = 8_000;
