import { showConfig } from '../config/index.ts';
import { EXIT } from '../output/index.ts';
import type { VerbAction } from './verb.ts';

/** Prints every setting in force and where it comes from; secrets are hidden. */
export const configShow: VerbAction = async ({ loaded, output }) => {
  const settings = showConfig(loaded);
  output.table(
    [{ title: 'SETTING' }, { title: 'VALUE', fit: 'wrap' }, { title: 'FROM', fit: 'wrap' }],
    settings.map(({ key, value, origin }) => [key, value ?? '-', origin]),
  );
  output.result({ settings });
  return EXIT.ok;
};
