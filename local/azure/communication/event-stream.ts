/** Tells whoever listens what has happened. */
export interface EventStream<Event> {
  /**
   * Calls the listener at once with each event, before the answer that the event belongs to.
   *
   * @returns ends it
   */
  listen(listener: (event: Event) => void): () => void;
  /** With nobody listening, events are not even made: a load of thousands of changes costs nothing then. */
  publish(make: () => Event): void;
}

export function createEventStream<Event>(): EventStream<Event> {
  const listeners = new Set<{ hear: (event: Event) => void }>();
  return {
    listen: (hear) => {
      const listener = { hear };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    publish: (make) => {
      if (listeners.size === 0) return;
      const event = make();
      for (const { hear } of [...listeners]) hear(event);
    },
  };
}
