import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

const OWN_NAME = 'catalyst-license-lab';

let isRegistered = false;

/**
 * Imports a TypeScript file from anywhere. tsx compiles what Node does not run (enums, JSX, paths); our own package name leads
 * to this very copy of the program, so that a file outside any project needs no installation, and one inside a project does
 * not bring a second copy along.
 */
export async function importWithTsx(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (!isRegistered) {
    isRegistered = true;
    register();
    registerHooks({
      resolve(specifier, context, next) {
        const isOwn = specifier === OWN_NAME || specifier.startsWith(`${OWN_NAME}/`);
        if (isOwn) return next(specifier, { ...context, parentURL: import.meta.url });
        const found = next(specifier, context);
        // Outside a project a .ts file would count as CommonJS; scenarios are modules everywhere.
        return isLooseTypeScript(found.url) ? { ...found, format: 'module' } : found;
      },
    });
  }
  // oxlint-disable-next-line import/no-dynamic-require -- a person has named this file.
  return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
}

/** TypeScript of a user, whose ending leaves open what kind of module it is. */
function isLooseTypeScript(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && /\.tsx?($|\?)/.test(url);
}
