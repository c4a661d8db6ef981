import { listCommand } from '../list-command.ts';

export const failed = listCommand('failed', {
  about: 'lists decisions that have failed, longest ago first',
  none: 'Nothing has failed.',
  next: 'Once the reason is gone: redrive DECISION…, or redrive --since TIME',
});
