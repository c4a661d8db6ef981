import { listCommand } from '../list-command.ts';

export const held = listCommand('held', {
  about: 'lists decisions that wait for somebody to confirm them',
  none: 'Nothing is held.',
  next: 'To let them go on: confirm DECISION…, or confirm --all --source NAME',
});
