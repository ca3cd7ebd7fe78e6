import { canonicalJson } from '../../core/model/canonical.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Digest } from '../../core/ports/digest.ts';

/** SHA-256 over the canonical JSON of everything but the hash itself. Approval binds to it (F48, I24). */
export function planHash(plan: Omit<Plan, 'hash'>, digest: Digest): string {
  const { hash: _hash, ...content }: Omit<Plan, 'hash'> & { readonly hash?: string } = plan;
  return digest(canonicalJson(content));
}
