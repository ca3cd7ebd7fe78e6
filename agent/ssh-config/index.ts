export { withSshConfig } from './apply.ts';
export { readSshConfig, withHome } from './read.ts';
