import { openApiDocument } from './document.ts';

let made: string | undefined;

/** The document as it is sent: made when somebody asks for it first, and kept. */
export function openApiText(): string {
  made ??= JSON.stringify(openApiDocument());
  return made;
}
