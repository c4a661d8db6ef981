import type { Seat } from './world.ts';

export type Header = readonly [name: string, value: string];

/** What has to become of somebody whom a request is about: out, still in, or nobody can say. */
export type Fate = 'out' | 'in' | 'either';

/** Somebody whom a request is about. */
export interface Ask extends Seat {
  readonly fate: Fate;
}

type Step = string | number;
export type Path = readonly Step[];

/** Where a body says whom it is about; one for each ask. */
export interface Entry {
  /** The object in our own words, or the vendor's. */
  readonly root: Path;
  readonly participant: Path;
  readonly thread: Path;
  readonly action?: Path;
  /** Whether whatever can be read in two ways, or is of an unknown kind, makes it void: not with vendors. */
  readonly strict: boolean;
}

/** How a request goes over the wire. */
export type Transfer =
  | { readonly kind: 'whole' }
  /** In chunks of these sizes, over and over. */
  | { readonly kind: 'chunked'; readonly sizes: readonly number[] }
  /** With another Content-Length than there are bytes; whoever sent too little leaves soon. */
  | { readonly kind: 'lying'; readonly by: number }
  /** The connection is cut after so much of it, from 0 to 1. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'raw' };

/** A request in the making. */
export interface Draft {
  /** What it was at first, and what was done to it. */
  readonly story: readonly string[];
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** The source that signs it; operators sign nothing. */
  readonly source?: string;
  /** Which function key goes along, and how. */
  readonly key: 'events' | 'operator' | 'in the query' | 'wrong' | 'none';
  /** Whether the answer has to be a 2xx, unless something is done to it. */
  readonly welcome: boolean;
  readonly asks: readonly Ask[];
  readonly entries: readonly Entry[];
  /** Whether what keeps somebody in may be lost when anything is done to what it says. */
  readonly fragile?: boolean;
  /** Whether what makes it void stands in what it says, and so may be lost when its bytes are altered. */
  readonly loose?: boolean;
  readonly gzip?: true;
  readonly transfer: Transfer;
}

/** The draft of something that asks for nothing. */
export function draftOf(story: string, rest: Partial<Draft> = {}): Draft {
  return {
    story: [story],
    method: 'POST',
    path: '/api/events',
    headers: [['content-type', 'application/json']],
    body: Buffer.alloc(0),
    key: 'events',
    welcome: true,
    asks: [],
    entries: [],
    transfer: { kind: 'whole' },
    ...rest,
  };
}

/**
 * The same draft after something was done to it that makes it void, or leaves it to nobody to say what comes of it.
 *
 * @param which - the ask that it is about; all, if absent. Where the draft is fragile, it is about the others too.
 */
export function doubted(draft: Draft, fate: Exclude<Fate, 'out'>, which?: number): Draft {
  const asks = draft.asks.map((ask, at): Ask => {
    if (which === undefined && fate === 'in') return { ...ask, fate };
    if (draft.fragile) return { ...ask, fate: which === at ? fate : 'either' };
    const stays = ask.fate === 'in' || (which !== undefined && which !== at);
    return stays ? ask : { ...ask, fate };
  });
  return { ...draft, asks, welcome: false };
}
