import { readFileSync } from 'node:fs';

/** A mapping of azure.yaml. */
export type Mapping = { [key: string]: string | boolean | Mapping };

/**
 * Reads azure.yaml, which keeps to mappings of plain scalars, indented by two.
 * @throws Error at the first line that is anything else.
 */
export function readAzureYaml(): Mapping {
  const root: Mapping = {};
  const open: Mapping[] = [root];
  for (const line of readFileSync(new URL('../../../azure.yaml', import.meta.url), 'utf8').split('\n')) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const [, indent, key, value] = /^((?: {2})*)([A-Za-z]+):(?: ([^\s'"[{&*|>#].*))?$/.exec(line) ?? [];
    const parent = indent === undefined ? undefined : open[indent.length / 2];
    if (!parent || !key || key in parent) throw new Error(`azure.yaml: ${line}`);
    const child: Mapping = {};
    parent[key] = value === undefined ? child : scalar(value);
    open.splice((indent?.length ?? 0) / 2 + 1, Infinity, ...(value === undefined ? [child] : []));
  }
  return root;
}

const scalar = (text: string) => (text === 'true' || text === 'false' ? text === 'true' : text);
