import * as z from 'zod';
import { identifierModel } from '../chat/identifier/identifier-model.ts';
import { bansPage } from '../http/schemas/bans-answer.ts';
import { batchAnswer, takenAnswer } from '../http/schemas/batch-answer.ts';
import { startedRuns } from '../http/schemas/cleanup-answer.ts';
import { decisionName, endedDecision, goingDecision, openDecision } from '../http/schemas/decision-answer.ts';
import { decisionPage, decisionRecord } from '../http/schemas/decision-record.ts';
import { healthAnswer } from '../http/schemas/health-answer.ts';
import { endingProblem, fault, holdProblem, obstacle, problem } from '../http/schemas/problem.ts';
import { redrivenPage } from '../http/schemas/redrive-answers.ts';
import { nativeEvent } from '../intake/native-event.ts';
import { describeMembers } from './describe-members.ts';
import { cloudEvent, cloudEventBatch } from './envelopes/cloudevents.ts';
import { eventGridEvents, validationAnswer } from './envelopes/event-grid.ts';
import { moderationApiEvent, streamEvent } from './envelopes/vendors.ts';
import { toJsonSchemas } from './json-schema.ts';
import { nativeEventWords } from './native-event-words.ts';

/** Every shape that has a name of its own in the document. */
export const schemas = {
  NativeEvent: nativeEvent,
  NativeBatch: z
    .array(nativeEvent)
    .max(100)
    .describe('Up to 100 decisions, each answered on its own. Here every one needs an `id`.'),
  CommunicationIdentifierModel: identifierModel,
  CloudEvent: cloudEvent,
  CloudEventBatch: cloudEventBatch,
  EventGridEvents: eventGridEvents,
  ModerationApiEvent: moderationApiEvent,
  StreamEvent: streamEvent,
  DecisionName: decisionName,
  EndedDecision: endedDecision,
  OpenDecision: openDecision,
  GoingDecision: goingDecision,
  BatchAnswer: batchAnswer,
  TakenAnswer: takenAnswer,
  ValidationAnswer: validationAnswer,
  DecisionRecord: decisionRecord,
  DecisionPage: decisionPage,
  RedrivenPage: redrivenPage,
  StartedRuns: startedRuns,
  BansPage: bansPage,
  Health: healthAnswer,
  Problem: problem,
  Fault: fault,
  EndingProblem: endingProblem,
  HoldProblem: holdProblem,
  Obstacle: obstacle,
} as const satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof schemas;

/** Refers to a shape by its name. */
export const refer = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

/** The shapes as JSON Schema. */
export function schemaComponents(): Record<string, object> {
  const made = toJsonSchemas(schemas);
  const about = 'One decision, in our own words. Members that are not known are ignored.';
  return { ...made, NativeEvent: describeMembers(made.NativeEvent, nativeEventWords, about) };
}
