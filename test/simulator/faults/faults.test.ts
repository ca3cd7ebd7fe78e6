import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { createFaults } from '../../../simulator/faults/faults.ts';
import { FAULT_KINDS } from '../../../simulator/faults/registry.ts';

const faultsOf = (seed = 1) => createFaults(createRandom(seed));
const sw1 = { device: 'sw-0001', site: 'north', account: 'campus.example' };

describe('registry', () => {
  test('has every name the interface fixes', () => {
    const names = FAULT_KINDS.map((kind) => kind.name);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(
      expect.arrayContaining([
        'netconf.lying-ok',
        'netconf.edit-refused',
        'netconf.drop-after',
        'netconf.late',
        'netconf.lock-held',
        'device.save-fails',
        'device.never-returns',
        'device.old-level',
        'device.other-serial',
        'device.other-host-key',
        'stack.member-missing',
        'cssm.account-deleted',
      ]),
    );
  });

  test.each(FAULT_KINDS.map((kind) => [kind.name, kind] as const))(
    '%s works without parameters',
    (_name, kind) => {
      expect(kind.params.safeParse({}).success).toBe(true);
      expect(kind.about).toMatch(/\.$/);
    },
  );
});

describe('asking for a fault', () => {
  test.each([
    ['an unknown name', { fault: 'netconf.lyingok', target: '*' }, 'FAULT_UNKNOWN', 'netconf.lying-ok'],
    [
      'an unknown parameter',
      { fault: 'netconf.late', target: '*', params: { delayMS: 1 } },
      'FAULT_PARAMS',
      'delayMs',
    ],
    [
      'a parameter of a fault that has none',
      { fault: 'device.old-level', target: '*', params: { a: 1 } },
      'FAULT_PARAMS',
      'no parameters',
    ],
    [
      'a wrong value',
      { fault: 'netconf.late', target: '*', params: { delayMs: 'long' } },
      'FAULT_PARAMS',
      'delayMs',
    ],
    ['no target', { fault: 'netconf.late' }, 'FAULT_REQUEST', 'target'],
    ['an empty site', { fault: 'netconf.late', target: 'site:' }, 'FAULT_REQUEST', 'site:NAME'],
    ['times 0', { fault: 'netconf.late', target: '*', times: 0 }, 'FAULT_REQUEST', 'times'],
    ['probability 0', { fault: 'netconf.late', target: '*', probability: 0 }, 'FAULT_REQUEST', 'probability'],
    ['an unknown field', { fault: 'netconf.late', target: '*', when: 'now' }, 'FAULT_REQUEST', 'when'],
    ['no object', 'netconf.late', 'FAULT_REQUEST', 'fault'],
  ])('%s is refused and says what is valid', (_name, request, code, word) => {
    const faults = faultsOf();
    let error: unknown;
    try {
      faults.add(request);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code });
    const { message, hint } = error as { message: string; hint: string | null };
    expect(`${message} ${hint ?? ''}`).toContain(word);
    expect(faults.list()).toEqual([]);
  });
});

describe('taking a fault', () => {
  test('happens once unless times says otherwise, then behaviour is normal again', () => {
    const faults = faultsOf();
    faults.add({ fault: 'netconf.lying-ok', target: 'sw-0001' });
    faults.add({ fault: 'netconf.late', target: 'sw-0001', times: 2, params: { delayMs: 5 } });
    expect(faults.take('netconf.lying-ok', sw1)).toEqual({ fault: 'netconf.lying-ok', params: {} });
    expect(faults.take('netconf.lying-ok', sw1)).toBeNull();
    expect(faults.take('netconf.late', sw1)?.params).toEqual({ delayMs: 5 });
    expect(faults.list()).toMatchObject([{ id: 'f2', taken: 1, left: 1 }]);
    expect(faults.take('netconf.late', sw1)).not.toBeNull();
    expect(faults.take('netconf.late', sw1)).toBeNull();
    expect(faults.list()).toEqual([]);
  });

  test('scripted faults of one name are consumed in the order they were added', () => {
    const faults = faultsOf();
    for (const delayMs of [1, 2, 3]) faults.add({ fault: 'netconf.late', target: '*', params: { delayMs } });
    expect([1, 2, 3].map(() => faults.take('netconf.late', sw1)?.params['delayMs'])).toEqual([1, 2, 3]);
  });

  test.each([
    ['sw-0001', sw1, true],
    ['sw-0002', sw1, false],
    ['site:north', sw1, true],
    ['site:south', sw1, false],
    ['cssm:campus.example', sw1, false],
    ['cssm:campus.example', { device: 'cssm', account: 'campus.example' }, true],
    ['cssm:other.example', { device: 'cssm', account: 'campus.example' }, false],
    ['cssm', { device: 'cssm', account: 'campus.example' }, true],
    ['*', { device: 'cssm' }, true],
  ])('target %s at %j: %s', (target, moment, happens) => {
    const faults = faultsOf();
    faults.add({ fault: 'cssm.slow', target });
    expect(faults.take('cssm.slow', moment) !== null).toBe(happens);
  });

  test.each([
    [{ rpc: 'edit-config' }, { rpc: 'edit-config' }, true],
    [{ rpc: 'edit-config' }, { rpc: 'get' }, false],
    [{ rpc: 'edit-config' }, {}, false],
    [{ rpc: 'edit-config', chunk: 2 }, { rpc: 'edit-config', chunk: 1 }, false],
    [{ rpc: 'edit-config', chunk: 2 }, { rpc: 'edit-config', chunk: 2 }, true],
    [{ rpc: 'edit-config', chunk: 2 }, { rpc: 'edit-config' }, false],
    [{ cli: 'show license' }, { cli: 'show license summary' }, true],
    [{ cli: 'show license' }, { cli: 'show version' }, false],
    [{ http: '/v1/accounts' }, { http: '/v1/accounts/x/licenses' }, true],
  ])('after %j at %j: %s', (after, moment, happens) => {
    const faults = faultsOf();
    faults.add({ fault: 'netconf.drop-after', target: '*', after });
    expect(faults.take('netconf.drop-after', { ...sw1, ...moment }) !== null).toBe(happens);
  });

  test('probability comes from the seed, and a chance that did not come up is not used', () => {
    const run = (seed: number) => {
      const faults = faultsOf(seed);
      faults.add({ fault: 'netconf.late', target: '*', times: 1000, probability: 0.25 });
      return Array.from({ length: 1000 }, () => (faults.take('netconf.late', sw1) === null ? 0 : 1));
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    const hits = run(1).filter((hit) => hit === 1).length;
    expect(hits).toBeGreaterThan(190);
    expect(hits).toBeLessThan(310);
  });

  test('adding or removing one fault does not shift the chances of another', () => {
    const hits = (extra: boolean) => {
      const faults = faultsOf();
      faults.add({ fault: 'netconf.late', target: '*', times: 1000, probability: 0.5 });
      if (extra) faults.add({ fault: 'cssm.slow', target: '*', times: 1000, probability: 0.5 });
      return Array.from({ length: 50 }, () => {
        if (extra) faults.take('cssm.slow', { device: 'cssm' });
        return faults.take('netconf.late', sw1) !== null;
      });
    };
    expect(hits(true)).toEqual(hits(false));
  });

  test('remove and clear end a fault', () => {
    const faults = faultsOf();
    const { id } = faults.add({ fault: 'netconf.late', target: '*' });
    faults.add({ fault: 'cssm.slow', target: '*' });
    expect(faults.remove(id)).toBe(true);
    expect(faults.remove(id)).toBe(false);
    expect(faults.take('netconf.late', sw1)).toBeNull();
    faults.clear();
    expect(faults.take('cssm.slow', { device: 'cssm' })).toBeNull();
  });
});
