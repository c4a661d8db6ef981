import type { Command } from './command.ts';
import { ban } from './commands/ban.ts';
import { bans } from './commands/bans.ts';
import { cleanup } from './commands/cleanup.ts';
import { confirm } from './commands/confirm.ts';
import { failed } from './commands/failed.ts';
import { health } from './commands/health.ts';
import { held } from './commands/held.ts';
import { join } from './commands/join.ts';
import { redrive } from './commands/redrive.ts';
import { remove } from './commands/remove.ts';
import { scheduled } from './commands/scheduled.ts';
import { send } from './commands/send.ts';
import { status } from './commands/status.ts';
import { unban } from './commands/unban.ts';

/** Every command, in the order of the help. */
export const commands = {
  remove,
  ban,
  unban,
  send,
  status,
  bans,
  failed,
  held,
  scheduled,
  redrive,
  confirm,
  cleanup,
  join,
  health,
} as const;

/** @returns undefined when there is no command of that name. */
export function commandOf(name: string): Command | undefined {
  // Each is typed by its own options; whoever runs any of them has read these by that table.
  return Object.hasOwn(commands, name)
    ? (commands[name as keyof typeof commands] as unknown as Command)
    : undefined;
}
