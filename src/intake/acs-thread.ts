const id = '19:[A-Za-z0-9_-]{1,200}@thread\\.v2';

/** The id of an ACS chat thread, and nothing that could steer the address it becomes a part of. */
export const acsThread = new RegExp(`^${id}$`);

/** That, or `*` for every thread. */
export const oneOrEveryThread = new RegExp(`^(?:\\*|${id})$`);
