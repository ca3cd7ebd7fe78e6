export { promptHidden } from './prompt-hidden.ts';
export type { Terminal } from './prompt-hidden.ts';
export { createSecretResolver } from './resolver.ts';
export type { SecretResolver, SecretSurroundings } from './resolver.ts';
export { Secret } from './secret.ts';
