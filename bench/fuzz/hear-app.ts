import type { Findings } from './collect-findings.ts';
import type { Draft } from './draft.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeLog } from './judge-log.ts';
import type { Came } from './send-raw.ts';

/** Hears what the app answers and prints. */
export interface AppHeard {
  /** @param where - names the request, for whoever reads a finding */
  answer(came: Came, draft: Draft, where: string): void;
  line(line: string): void;
  /**
   * Searches what has come since for what may not be in it, which costs too much to be done for each.
   *
   * @param leaksIn - finds secrets and stacks
   */
  search(leaksIn: (texts: readonly string[]) => string[]): void;
  /** How many answers of each status, and how often there was none. */
  readonly answers: Readonly<Record<string, number>>;
  readonly longestMs: number;
}

/** @param findings - what is wrong is added to it */
export function hearApp(findings: Findings): AppHeard {
  const answers: Record<string, number> = {};
  const answered: { readonly where: string; readonly text: string }[] = [];
  const logged: string[] = [];
  let longestMs = 0;
  return {
    answer(came, draft, where) {
      const name = came.kind === 'answer' ? `${came.answer.status}` : came.kind;
      answers[name] = (answers[name] ?? 0) + 1;
      for (const finding of judgeAnswer(came, draft)) findings.add(finding, where);
      if (came.kind === 'answer') longestMs = Math.max(longestMs, came.ms);
      answered.push({ where, text: textOf(came) });
    },
    line: (line) => void logged.push(line),
    search(leaksIn) {
      for (const { where, text } of answered.splice(0)) {
        for (const finding of leaksIn([text])) findings.add(`an answer ${finding}`, where);
      }
      for (const finding of judgeLog(logged.splice(0), leaksIn)) findings.add(finding);
    },
    answers,
    get longestMs() {
      return longestMs;
    },
  };
}

/** What came of a request, to be searched and read. */
export function textOf(came: Came): string {
  if (came.kind !== 'answer') return JSON.stringify(came);
  const { status, headers, body } = came.answer;
  return `${status}\n${[...headers].map((header) => header.join(': ')).join('\n')}\n\n${body}`;
}
