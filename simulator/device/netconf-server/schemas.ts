import { modulesOf, type YangModule } from '../platforms/modules/modules.ts';
import type { Release } from '../platforms/release.ts';

/** Modules that `get-schema` gives a description of: all that the release lists and that have a namespace. */
export function servedSchemas(release: Release): readonly YangModule[] {
  return modulesOf(release);
}

/**
 * A YANG module with the name, namespace and revision of a real one and nothing in it: our own description, since Cisco's files may not
 * be passed on. A client learns what the switch claims to have; for the nodes it needs Cisco's published files.
 */
export function describeSchema({ name, namespace, revision }: YangModule): string {
  const revisions = revision === '' ? '' : `\n  revision ${revision};\n`;
  return `module ${name} {
  namespace "${namespace}";
  prefix simulated;

  organization "Catalyst License Lab";
  description
    "Stands for the module of this name on a simulated switch. Its nodes are not repeated here; they are in the files that the
     vendor publishes.";
${revisions}}
`;
}
