import type { Binding, BindingName } from './contract.ts';
import { memoryBinding } from './memory/memory.ts';
import { sshBinding } from './ssh/ssh.ts';

/** Makes the binding of that name. */
export function makeBinding(name: BindingName): Binding {
  return name === 'memory' ? memoryBinding() : sshBinding();
}
