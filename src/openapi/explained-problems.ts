import { endings, holds, problemAnchor, problems, problemType, waits } from '../http/problems.ts';

/** Every problem there is: whole answers have a status, the others come inside one. What can be both has one. */
export const explainedProblems = Object.entries({
  ...problems,
  ...endings,
  ...holds,
  ...waits,
  ...problems,
}).map(([name, problem]) => ({
  type: problemType(name),
  ...problem,
  explained: problemAnchor(name),
}));
