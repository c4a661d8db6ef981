import * as faults from '../../faults/create-faults.ts';
import { type Call, type CallMatch, matchesCall } from './call-log.ts';

export type Fault = faults.Fault<CallMatch>;

export type Faults = faults.Faults<CallMatch, Call>;

/** Faults that wait for calls of the emulated Azure. */
export const createFaults = (): Faults => faults.createFaults<CallMatch, Call>(matchesCall);
