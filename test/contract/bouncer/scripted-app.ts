import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { runBouncer, type Terminal } from '../../../local/bouncer/run-bouncer.ts';
import { type DeskUnderTest, deskUnderTest } from '../../unit/bouncer/desk-under-test.ts';

/** One request, as the app got it. */
export interface Got {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What the app says to it. */
export interface Says {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A run of the command line against an app that says what a test tells it to. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  readonly got: readonly Got[];
  readonly desk: DeskUnderTest;
  /** The output, read as JSON. */
  json(): unknown;
}

/** What it can say, in turn by the path asked for; the last of a list is said again and again. */
export type Script = Readonly<Record<string, Says | readonly [Says, ...Says[]]>>;

let stop = async () => {};
afterEach(async () => {
  await stop();
  stop = async () => {};
});

/**
 * Runs a command against a scripted app.
 *
 * @param script - by method and path, such as `GET /api/health`.
 */
export async function runAgainst(
  script: Script,
  args: readonly string[],
  { files = {}, env = {} }: { files?: Record<string, string>; env?: Record<string, string> } = {},
): Promise<Ran> {
  const got: Got[] = [];
  const turns = new Map<string, number>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method = '', url: path = '' } = request;
    got.push({ method, path, headers: request.headers as Got['headers'], body });
    const place = Object.keys(script).find(
      (each) => `${method} ${path}`.split('?')[0] === each.split('?')[0],
    );
    const says = place === undefined ? { status: 404 } : inTurn(place);
    const headers = {
      ...(says.json !== undefined && { 'content-type': 'application/json' }),
      ...says.headers,
    };
    response.writeHead(says.status, headers).end(says.text ?? (says.json && JSON.stringify(says.json)));
  });
  const inTurn = (place: string): Says => {
    const turn = turns.get(place) ?? 0;
    turns.set(place, turn + 1);
    const said = script[place] as Says | readonly Says[];
    return Array.isArray(said) ? (said[turn] ?? said.at(-1)) : (said as Says);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  const desk = deskUnderTest(
    { BOUNCER_URL: `http://127.0.0.1:${port}`, BOUNCER_KEY: 'the-key', ...env },
    files,
  );
  let [out, err] = ['', ''];
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    desk: () => desk,
  };
  const exit = await runBouncer(args, terminal);
  return { exit, out, err, got, desk, json: () => JSON.parse(out) };
}
