/** A block of a page that readers are to paste, and what the page promises of it. */
export interface Example {
  readonly page: string;
  readonly name: string;
  readonly script: string;
  /** What has to be so before; a word of `given.ts`. */
  readonly given?: string;
  /** What its output has to hold. */
  readonly prints?: string;
  /** What has to be so afterwards; a word of `after.ts`. */
  readonly after?: string;
  /** The code that it ends with, where that is not 0. */
  readonly exits?: string;
  /** A part of it that a test cannot wait for, and what stands in for it: `7d as 15s`. */
  readonly with?: string;
}

/** What the pages say that can be run or read by a program. */
export interface Pages {
  readonly examples: readonly Example[];
  /** What readers paste once, before the examples. */
  readonly before: string;
  /** Settings that are shown as JSON, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** Blocks that look like examples and say neither what they do nor why they are not run. */
  readonly unexplained: readonly string[];
}

const block =
  /(?:^ *<!--(?<comment>(?:(?!-->)[\s\S])*)-->\n+)?^ *```(?<language>\w*)\n(?<text>[\s\S]*?)^ *```$/gm;
const members = ['example', 'given', 'with', 'exits', 'prints', 'after'];
const runnable = /\bcurl |npm run bouncer -- /;

/** Reads the examples out of Markdown, each by the comment that stands before it. */
export function readExamples(pages: Readonly<Record<string, string>>): Pages {
  const found = { examples: [] as Example[], before: '', settings: {} as Record<string, string> };
  const unexplained: string[] = [];
  for (const [page, text] of Object.entries(pages)) {
    for (const { groups: { comment = '', language = '', text: script = '' } = {} } of text.matchAll(block)) {
      const said = membersOf(comment);
      const strange = Object.keys(said).filter((member) => !members.includes(member));
      if (said.example && strange.length > 0) unexplained.push(`${page}: ${said.example}: ${strange}?`);
      else if (said.example) found.examples.push({ page, name: said.example, script, ...said });
      else if (said.setting) found.settings[said.setting] = script;
      else if (said['before each']) found.before = script;
      else if (!said['not run'] && language !== 'json' && runnable.test(script))
        unexplained.push(`${page}: ${script}`);
    }
  }
  return { ...found, unexplained };
}

/** `example: one event; prints: "removed"; after: out` */
function membersOf(comment: string): Record<string, string> {
  const members = comment.split(/;\s+/).map((each) => each.split(/:\s+/));
  return Object.fromEntries(members.map(([name = '', ...rest]) => [name.trim(), rest.join(': ').trim()]));
}
