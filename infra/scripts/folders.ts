import { fileURLToPath } from 'node:url';

/** The folder that this room is, absolute. */
export const infra = fileURLToPath(new URL('../', import.meta.url));

/** Where copies are worked on, absolute; git ignores it. */
export const work = fileURLToPath(new URL('../../.local/infra/', import.meta.url));
