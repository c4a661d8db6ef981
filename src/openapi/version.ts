/** The version of the app, as package.json has it, which is not in the bundle. */
export const version = '0.1.0';
