import { about, tags } from './about.ts';
import { schemaComponents } from './components.ts';
import { aboutTheApp } from './doors/about-the-app.ts';
import { bans } from './doors/bans.ts';
import { cleanup } from './doors/cleanup.ts';
import { decisions } from './doors/decisions.ts';
import { receiveEvents } from './doors/receive-events.ts';
import { setGoing } from './doors/set-going.ts';
import { explainedProblems } from './explained-problems.ts';
import { securitySchemes } from './security.ts';
import { version } from './version.ts';

/** The whole contract over HTTP: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument() {
  return {
    openapi: '3.1.1',
    info: {
      title: 'chat-bouncer',
      version,
      summary: 'Enforces moderation decisions on Azure Communication Services chat threads.',
      description: about,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The app that this document came from.' }],
    tags,
    paths: { ...receiveEvents, ...decisions, ...setGoing, ...bans, ...cleanup, ...aboutTheApp },
    components: { schemas: schemaComponents(), securitySchemes },
    'x-problems': explainedProblems,
  };
}
