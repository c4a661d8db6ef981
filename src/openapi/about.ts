/** What there is to know before the first request. Markdown. */
export const about = `
Takes the decisions of moderation tools and moderators, and removes people from Azure Communication Services chat
threads. Every decision is on record before anything is done about it, and is carried out even if its sender never calls
again.

## Which status means what

| status | when | what to do |
| --- | --- | --- |
| 200 | it has ended, now or before; also when it was rejected or has failed for good | nothing, or what \`problem.hint\` says |
| 202 | it is on record and goes on by itself, or is held until somebody confirms it | nothing; \`Location\` says where to look |
| 400, 408, 413, 415 | the request was not understood | send it right; where a part of the event is at fault, \`errors\` names it by its JSON Pointer. After 408, just send it again |
| 401 | the key or the signature does not fit, or the signature is stale | sign anew, with the right secret and the time of now |
| 403 | the source was not given this action or this thread | ask whoever runs the app |
| 404 | there is no such decision, source or route | look at the name |
| 409 | it cannot be done as things stand | what \`detail\` says |
| 422 | the id belongs to another decision, which stays as it is | send it under an id of its own |
| 429 | the Functions host has too much to do; the app itself sends none | come back, after \`Retry-After\` if there is one |
| 503 | something of ours or of Azure’s is away | send it again after \`Retry-After\`; the same \`id\` is the same decision |

There is no 3xx. What the Functions host answers by itself (401 without a key that fits, 404 where no route has the
method) has no body.

A source whose sender counts only 200 as taken is answered 200 in place of 202. What such a sender signed and means as a
decision, but nobody can carry out, is recorded as \`rejected\` and answered 2xx, so that it does not come for days.

## Problems

Every problem is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) object. Compare by \`type\`, which never
changes; \`x-problems\` lists all there are, and where each is explained.
`.trim();

/** How the doors are grouped. */
export const tags = [
  { name: 'Events', description: 'For senders: the door that decisions come in by.' },
  { name: 'Decisions', description: 'For operators: what became of decisions, and what to do about it.' },
  { name: 'Bans', description: 'For operators: who is banned from where.' },
  { name: 'Operation', description: 'For operators: how the app is, and what it can do.' },
];
