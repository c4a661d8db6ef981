import { listCommand } from '../list-command.ts';

export const scheduled = listCommand('scheduled', {
  about: 'lists decisions that take effect later, soonest first',
  none: 'Nothing is scheduled.',
  next: 'An unban of the same person and thread keeps one from taking effect.',
});
