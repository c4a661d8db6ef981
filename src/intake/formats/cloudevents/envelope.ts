import type { Fault } from '../../../http/http-problem.ts';

/** A CloudEvent with the mode it came in taken off. */
export interface Envelope {
  /** The attributes by name, unchecked; those that are null are left out, as the specification has it. */
  readonly attributes: ReadonlyMap<string, unknown>;
  /** What is wrong with an attribute, told in the words of the mode. */
  fault(attribute: string, detail: string): Fault;
  /** What is wrong with the envelope itself. */
  readonly faults: readonly Fault[];
  /** The media type of the data, where one is named. */
  readonly contentType: string | undefined;
  /** Reads the data. Not before somebody wants it: it may be of a type that nobody here reads. */
  readData(): Data;
}

/** The data of a CloudEvent, or what is wrong with it. */
export type Data =
  | { readonly json: unknown; at(fault: Fault): Fault }
  | { readonly faults: readonly Fault[] };
