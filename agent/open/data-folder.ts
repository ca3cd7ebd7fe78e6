import { join } from 'node:path';
import type { Config } from '../config/index.ts';

/** Files of the agent in its data folder. */
export interface DataFolder {
  readonly store: string;
  /** Newest checkpoint of the journal, kept beside the store (safety F54). */
  readonly head: string;
  readonly knownHosts: string;
  readonly log: string;
}

/** The data folder of a configuration. */
export function dataFolder(config: Config): DataFolder {
  const inData = (name: string): string => join(config.data, name);
  return {
    store: inData('store.db'),
    head: inData('journal.head'),
    knownHosts: inData('known_hosts'),
    log: inData('liclab.log'),
  };
}
