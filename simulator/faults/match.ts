import type { FaultMoment, FaultRequest } from './contract.ts';

/** True when the fault is meant for this moment, chance aside. */
export function isMeantFor(request: FaultRequest, moment: FaultMoment): boolean {
  return isTarget(request.target, moment) && isAfter(request.after, moment);
}

/** `*` is everything, `site:X` every switch of a site, `cssm:ACCOUNT` CSSM's side of one account, else a device's id or `cssm`. */
function isTarget(target: string, moment: FaultMoment): boolean {
  if (target === '*') return true;
  if (target.startsWith('site:')) return moment.site === target.slice('site:'.length);
  if (target.startsWith('cssm:'))
    return moment.device === 'cssm' && moment.account === target.slice('cssm:'.length);
  return moment.device === target || moment.from === target;
}

/** What is not stated matches everything; `cli` and `http` are prefixes. */
function isAfter(after: FaultRequest['after'], moment: FaultMoment): boolean {
  if (after === undefined) return true;
  if (after.rpc !== undefined && moment.rpc !== after.rpc) return false;
  if (after.cli !== undefined && moment.cli?.startsWith(after.cli) !== true) return false;
  if (after.http !== undefined && moment.http?.startsWith(after.http) !== true) return false;
  return after.chunk === undefined || moment.chunk === after.chunk;
}
