import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { createAcsChat } from '../../../src/chat/acs/acs-chat.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { receiveArrival } from '../../../src/intake/receive-arrival.ts';
import type { Log } from '../../../src/log.ts';
import type { CleanupRules } from '../../../src/moderation/cleanup/read-cleanup-rules.ts';
import { decisionId } from '../../../src/moderation/decision-id.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import type { ModerationEvent } from '../../../src/moderation/moderation-event.ts';
import type { Policy } from '../../../src/moderation/policy.ts';
import { type ReconcilePorts, reconcile } from '../../../src/moderation/reconcile/reconcile.ts';
import { sweep } from '../../../src/moderation/sweep.ts';
import { type Taken, takeEvent } from '../../../src/moderation/take-event.ts';
import { workOff } from '../../../src/moderation/work-off.ts';
import { createLedger } from '../../../src/store/ledger/create-ledger.ts';
import { createPace } from '../../../src/store/pace/create-pace.ts';
import { createProgress } from '../../../src/store/progress.ts';
import { createStandings } from '../../../src/store/standings/create-standings.ts';
import { tableRows } from '../../../src/store/table-rows.ts';
import { createSender } from '../../../src/upstream/http-sender.ts';
import { type DrivenClock, drivenClock } from '../../unit/driven-clock.ts';

const second = 1_000;

/** Several hosts on one storage account and one ACS, in a time that tests drive. */
export interface HousesUnderTest {
  readonly azure: RunningAzure;
  readonly clock: DrivenClock;
  readonly logs: string[];
  /** A host's ports. Its own clock may be off from the storage account's. */
  host(offsetMs?: number, laidDown?: Partial<Policy>): ReconcilePorts;
  /** Clean-up rules for all hosts of this test, from now on. */
  rules(rules: CleanupRules): void;
  /** Has Event Grid tell of everybody who comes into a thread, from now on. */
  tellOfArrivals(): void;
  /** What the timer does every minute. */
  reconcile(host?: ReconcilePorts): Promise<void>;
  /** A thread with the moderator and so many others. */
  thread(people: number): { threadId: string; people: string[]; members(): string[] };
  event(threadId: string, rawId: string, change?: Partial<ModerationEvent>): ModerationEvent;
  /** What an HTTP door does with an event. */
  take(event: ModerationEvent, host?: EnforcePorts): Promise<Taken>;
  /**
   * Lets time pass in steps of a second, and does what the queue and the timers do meanwhile. Several hosts share the
   * queue, and are at it at the same time.
   */
  pass(ms: number, ...hosts: EnforcePorts[]): Promise<void>;
}

/** Starts emulators for the tests of a file; state and time are fresh in each test. */
export function housesUnderTest(): HousesUnderTest {
  let azure: RunningAzure | undefined;
  let storage: RunningStorage | undefined;
  let clock = drivenClock();
  let queue: { decision: string; visible: number }[] = [];
  let logs: string[] = [];
  let tests = 0;
  let ids = 0;
  let rules: CleanupRules = new Map();
  let told: unknown[] = [];
  let unlisten = () => {};

  beforeAll(async () => {
    [azure, storage] = await Promise.all([startAzure({ clock: () => clock.now() }), startStorage()]);
  });
  beforeEach(() => {
    [clock, queue, logs, rules, told] = [drivenClock(), [], [], new Map(), []];
    unlisten();
    tests += 1;
    azure?.reset();
  });
  afterAll(async () => {
    await azure?.stop();
    await storage?.stop();
  });
  const running = () => {
    if (!azure) throw new Error('Not started yet.');
    return azure;
  };
  const log: Log = {
    info: (event, fields) => logs.push(JSON.stringify({ event, ...fields })),
    warn: (event, fields) => logs.push(JSON.stringify({ level: 'warn', event, ...fields })),
    error: (event, fields) => logs.push(JSON.stringify({ level: 'error', event, ...fields })),
  };

  const host: HousesUnderTest['host'] = (offsetMs = 0, laidDown = {}) => {
    const { communication, communicationEndpoint: endpoint, moderatorId } = running();
    const own = { ...clock, now: () => clock.now() + offsetMs };
    const mint = async () => ({ token: communication.issueToken(moderatorId).token, endpoint });
    const rowsOf = (name: string, partition = '') => {
      const table = TableClient.fromConnectionString(storage?.connectionString ?? '', name, {
        allowInsecureConnection: true,
      });
      return tableRows(async () => table, `test-${tests}${partition}`);
    };
    const now = () => clock.now();
    const retentionMs = 90 * 24 * 60 * 60 * second;
    return {
      clock: own,
      chat: createAcsChat({ send: createSender(), tokens: { get: mint, replace: mint }, clock: own }),
      prepare: async () => {},
      policy: async () => ({
        actingIdentity: moderatorId,
        protectedIds: new Set(),
        enforcement: 'on',
        maxFanout: 500,
        activeRules: new Map([...rules].filter(([, { dryRun }]) => !dryRun)),
        retentionMs,
        ...laidDown,
      }),
      rules,
      retentionMs,
      progress: createProgress(rowsOf('progress')),
      retryForMs: 24 * 60 * 60 * second,
      queue: {
        async enqueue(decision, delayMs) {
          queue.push({ decision, visible: clock.now() + delayMs });
        },
      },
      standings: createStandings({ rows: rowsOf('standings'), now, retentionMs }),
      pace: createPace({
        rowsOf: (partition) => rowsOf('pace', partition),
        clock: own,
        now,
        newClaim: () => crypto.randomUUID(),
      }),
      ledger: createLedger({
        rows: rowsOf('decisions'),
        clock: own,
        now,
        isClockSet: () => true,
        newLease: () => crypto.randomUUID(),
        retentionMs,
        holdForMs: 7 * 24 * 60 * 60 * second,
      }),
    };
  };

  return {
    get azure() {
      return running();
    },
    get clock() {
      return clock;
    },
    get logs() {
      return logs;
    },
    host,
    thread(size) {
      const { communication, moderatorId } = running();
      const people = Array.from({ length: size }, () => communication.createIdentity());
      const threadId = communication.threads.create({ members: [moderatorId, ...people] });
      return { threadId, people, members: () => communication.threads.members(threadId) };
    },
    event(threadId, rawId, change = {}) {
      ids += 1;
      const parsed = parseIdentifier(rawId);
      if ('fault' in parsed) throw new Error(parsed.fault.detail);
      const [source, id] = ['test', `case-${ids}`];
      const decision = decisionId(source, id);
      return { source, id, decision, action: 'remove', threadId, participant: parsed.identifier, ...change };
    },
    async take(event, at = host()) {
      const limits = {
        signal: AbortSignal.timeout(20_000),
        deadline: clock.monotonic() + 2_500,
        attemptMs: 300,
        retries: 0,
      };
      const watch = { attempted: () => {}, unrecorded: () => {} };
      return await takeEvent(event, at, limits, { async: false, watch });
    },
    rules(given) {
      rules = given;
    },
    tellOfArrivals() {
      unlisten = running().communication.events.listen((event) => told.push(event));
    },
    async reconcile(at = host()) {
      await reconcile(at, log);
    },
    async pass(ms, ...hosts) {
      const all = hosts.length > 0 ? hosts : [host()];
      const at = (turn: number) => all[turn % all.length] as EnforcePorts;
      for (let passed = 0; passed < ms; passed += second) {
        clock.pass(second);
        if (Math.floor(clock.now() / second) % 30 === 0) await sweep(at(passed / second), log);
        const ready = queue.filter(({ visible }) => visible <= clock.now());
        queue = queue.filter(({ visible }) => visible > clock.now());
        const shares = all.map((_, turn) => ready.filter((_, index) => index % all.length === turn));
        await Promise.all(
          shares.map(async (share, turn) => {
            for (const { decision } of share) await workOff({ decision }, at(turn), log);
          }),
        );
        for (const event of told.splice(0)) await receiveArrival(event, at(0), log);
      }
    },
  };
}
