import type { Binding, BoundLab } from '../bindings/contract.ts';
import { formatDuration } from '../duration.ts';
import type { Lab } from '../lab/lab.ts';
import { faultName } from '../words/faults.ts';
import { unknownWord } from '../words/unknown.ts';
import { strict } from '../words/strict.ts';
import { ScenarioSkipped } from './errors.ts';
import type { Recorder } from './recorder.ts';
import type { Steps } from './steps.ts';

/** The lab as the steps see it: names are checked, acts are noted, then the binding does it. */
export function createLab(binding: Binding, bound: BoundLab, steps: Steps, recorder: Recorder): Lab {
  const known = new Set(bound.ids);

  function deviceId(id: string): string {
    steps.mustBeOpen();
    if (known.has(id)) return id;
    throw unknownWord('DEVICE_UNKNOWN', 'switch in this lab', id, bound.ids);
  }

  function checkTarget(target: string): void {
    const isPattern =
      target === '*' || target.startsWith('site:') || target === 'cssm' || target.startsWith('cssm:');
    if (!isPattern) deviceId(target);
  }

  function act(target: string, text: string): void {
    steps.mustBeOpen();
    recorder.note({ type: 'act', target, text });
  }

  return strict<Lab>('lab', {
    ids: bound.ids,
    device: async (id) => bound.device(deviceId(id)),
    devices: () => bound.devices(),
    async journal({ device, op } = {}) {
      if (device !== undefined && device !== 'cssm') deviceId(device);
      const entries = await bound.journal();
      return entries.filter(
        (entry) => (device === undefined || entry.device === device) && (op === undefined || entry.op === op),
      );
    },
    async fault(spec) {
      steps.mustBeOpen();
      const fault = faultName(spec.fault);
      checkTarget(spec.target);
      const reason = binding.cannot(fault);
      if (reason !== null)
        throw new ScenarioSkipped(`the ${binding.name} binding cannot make ${fault}: ${reason}`);
      recorder.note({ type: 'fault', fault, target: spec.target, times: spec.times ?? 1 });
      await bound.fault(spec);
    },
    async configure(id, lines) {
      act(deviceId(id), `another operator types ${lines.length} lines`);
      await bound.configure(id, lines);
    },
    async power(id, on) {
      act(deviceId(id), on ? 'power comes back' : 'power is cut');
      await bound.power(id, on);
    },
    needVirtualTime(why) {
      if (binding.waitMsMax !== null)
        throw new ScenarioSkipped(`the ${binding.name} binding has no virtual time: ${why}`);
    },
    async advance(ms) {
      if (binding.waitMsMax !== null && ms > binding.waitMsMax) {
        throw new ScenarioSkipped(
          `the ${binding.name} binding cannot let ${formatDuration(ms)} pass: ${formatDuration(binding.waitMsMax)} are the most`,
        );
      }
      act('clock', `${formatDuration(ms)} pass`);
      await bound.advance(ms);
    },
    cssm: strict('lab.cssm', {
      accounts: () => bound.accounts(),
      async deleteAccount(domain) {
        act('cssm', `Smart Account ${domain} is deleted at Cisco`);
        await bound.deleteAccount(domain);
      },
      instances: () => bound.instances(),
      async act(name, body) {
        act('cssm', `${name} at Cisco`);
        return bound.actAtCssm(name, body);
      },
      async deposit(deposit) {
        const { account, virtualAccount, license, quantity } = deposit;
        act('cssm', `${quantity} of "${license}" arrive in ${account} / ${virtualAccount}`);
        await bound.actAtCssm('deposit', { ...deposit });
      },
    }),
  });
}
