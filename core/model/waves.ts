import { ConfigError } from '../errors.ts';

/** Most sizes an expression may name: a rollout with more waves is a mistake in the expression. */
export const WAVES_MAX = 64;

/**
 * Sizes of the waves of a plan over `devices` switches, from an expression such as `1,5,10%,25%`: a number of devices, or
 * a percentage of the whole plan, rounded up. What remains is a last wave; sizes beyond the plan are cut, and waves that
 * would be empty left out. The sum is `devices`, every size is at least 1. Throws `WAVES_INVALID`.
 */
export function waveSizes(expression: string, devices: number): readonly number[] {
  const steps = parseWaves(expression);
  const sizes: number[] = [];
  let remaining = devices;
  for (const step of steps) {
    const wanted = step.unit === 'percent' ? Math.ceil((devices * step.amount) / 100) : step.amount;
    const size = Math.min(wanted, remaining);
    if (size > 0) sizes.push(size);
    remaining -= size;
  }
  if (remaining > 0) sizes.push(remaining);
  return sizes;
}

/** One size of an expression. */
export interface WaveStep {
  readonly amount: number;
  readonly unit: 'devices' | 'percent';
}

/** Reads the sizes of an expression without applying them, e.g. to check an option. Throws `WAVES_INVALID`. */
export function parseWaves(expression: string): readonly WaveStep[] {
  const parts = expression.split(',');
  if (parts.length > WAVES_MAX) {
    throw invalid(expression, `expected at most ${WAVES_MAX} sizes, got ${parts.length}`);
  }
  return parts.map((part) => parseStep(part.trim(), expression));
}

function parseStep(part: string, expression: string): WaveStep {
  const match = /^([0-9]{1,7})(%?)$/.exec(part);
  if (match === null) {
    const got = part === '' ? 'nothing between two commas or at an end' : `"${part.slice(0, 32)}"`;
    throw invalid(expression, `expected a number of devices or a percentage, got ${got}`);
  }
  const amount = Number(match[1]);
  const unit = match[2] === '%' ? 'percent' : 'devices';
  if (amount === 0) throw invalid(expression, `a wave of "${part}" would change nothing`);
  if (unit === 'percent' && amount > 100) throw invalid(expression, `"${part}" is more than the whole plan`);
  return { amount, unit };
}

function invalid(expression: string, problem: string): ConfigError {
  return new ConfigError('WAVES_INVALID', `Waves "${expression.slice(0, 80)}": ${problem}.`, {
    hint: 'Write sizes joined by commas, for example 1,5,10%,25%; what remains becomes a last wave.',
  });
}
