import { childOf, el, leafOf } from '../../../../core/wire/netconf/index.ts';
import { atOnce, refused, type RpcAnswer } from '../call.ts';
import { MONITORING_NAMESPACE } from '../content/monitoring.ts';
import { invalidValue, missingElement } from '../errors.ts';
import { unknownParameter } from '../parameters.ts';
import { describeSchema, servedSchemas } from '../schemas.ts';

const PATH = '/rpc/get-schema';

/**
 * `<get-schema>`, RFC 6022 §3.1: our own description of a module of the release. An unknown module, version or format is
 * `invalid-value`; the text goes out escaped, so that any XML reader takes it.
 */
export const getSchema = atOnce(({ chassis, operation }): RpcAnswer => {
  const unknown = unknownParameter(operation, ['identifier', 'version', 'format']);
  if (unknown !== null) return refused(unknown);
  const identifier = leafOf(operation, MONITORING_NAMESPACE, 'identifier');
  if (identifier === null) return refused(missingElement(PATH, 'identifier'));
  const schema = servedSchemas(chassis.state.facts.release).find(({ name }) => name === identifier);
  if (schema === undefined) return refused(invalidValue(`${PATH}/identifier`, 'identifier', identifier));
  const version = leafOf(operation, MONITORING_NAMESPACE, 'version') ?? schema.revision;
  // An empty version asks for a module without revision (RFC 6022 section 2.1.3).
  if (version !== schema.revision) return refused(invalidValue(`${PATH}/version`, 'version', version));
  const format = childOf(operation, MONITORING_NAMESPACE, 'format');
  const word = format === null ? 'yang' : (leafOf(operation, MONITORING_NAMESPACE, 'format') ?? '');
  if (word.replace(/^[^:]*:/, '') !== 'yang') return refused(invalidValue(`${PATH}/format`, 'format', word));
  return { kind: 'content', content: [el(MONITORING_NAMESPACE, 'data', describeSchema(schema))] };
});
