import { refusals } from './choices.ts';
import { snapshot } from './snapshot.ts';

/**
 * Makes each known mistake, and expects the template to name the way out of it.
 * @throws Error that names the first mistake that went through, or was refused for another reason.
 */
export async function refuse(bicep: string, folder: string): Promise<void> {
  for (const [mistake, { environment, says }] of Object.entries(refusals)) {
    const said = await snapshot(bicep, folder, environment).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    if (!said.includes(says)) throw new Error(`${mistake}: "${says}" was expected to be said, not: ${said}`);
  }
}
