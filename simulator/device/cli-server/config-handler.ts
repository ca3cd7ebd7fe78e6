import type { Config } from '../model/config.ts';
import type { DeviceFacts } from '../model/state.ts';

/** Where a configuration command is typed. `section`: header of the section, or null in global mode. */
export interface ConfigPlace {
  readonly config: Config;
  readonly section: string | null;
  readonly facts: DeviceFacts;
}

/**
 * What a command makes of the configuration, and in which section the next one is; or why it is refused: in words, or as a
 * caret at the beginning of its argument.
 */
export type ConfigChange =
  | {
      readonly config: Config;
      readonly section: string | null;
      readonly message?: string;
      /** True for a line that only opens a section: it changes nothing by itself. */
      readonly isHeader?: true;
    }
  | { readonly refused: string }
  | { readonly invalid: string };

/** Works out a configuration command without applying it. */
export type ConfigHandler = (place: ConfigPlace, args: readonly string[]) => ConfigChange;

/** A change of global configuration: the section is left. */
export function changed(place: ConfigPlace, change: Partial<Config>): ConfigChange {
  return { config: Object.freeze({ ...place.config, ...change }), section: null };
}
