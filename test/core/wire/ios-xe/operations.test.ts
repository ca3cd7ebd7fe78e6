import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVELS } from '../../../../core/model/level.ts';
import type { Level } from '../../../../core/model/level.ts';
import { NEEDED_MODULES, OPERATIONS, recogniseOperation } from '../../../../core/wire/ios-xe/index.ts';
import { OPERATION_SHAPES } from '../../../../core/wire/ios-xe/operation-shapes.ts';
import { parseXml } from '../../../../core/wire/netconf/index.ts';
import { SAMPLES } from './samples.ts';

const NC = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
const NATIVE = 'xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"';
const RPC = 'xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc"';
const IA = 'xmlns="http://cisco.com/yang/cisco-ia"';

describe('every operation of the closed list', () => {
  test.each(SAMPLES)('$name: is well-formed and recognised as itself', ({ name, xml }) => {
    expect(recogniseOperation(parseXml(xml))?.name).toBe(name);
  });

  test('has a sample, a description and one entry', () => {
    const names = Object.values(OPERATIONS).map((operation) => operation.name);
    expect(new Set(names)).toEqual(new Set(Object.keys(OPERATION_SHAPES)));
    expect(names).toHaveLength(Object.keys(OPERATION_SHAPES).length);
    expect(new Set(SAMPLES.map((sample) => sample.name))).toEqual(new Set(names));
  });

  test('reload, trust, register and de-register are never repeated', () => {
    const once = Object.values(OPERATIONS).filter((operation) => operation.repeat === 'at-most-once');
    expect(once.map((operation) => operation.name).toSorted()).toEqual([
      'de-register',
      'register',
      'reload',
      'trust',
    ]);
  });

  test('what reads is a read in both words', () => {
    for (const { kind, repeat } of Object.values(OPERATIONS)) expect(kind === 'read').toBe(repeat === 'read');
  });
});

describe('the edit of the boot level', () => {
  test.each(LEVELS)('$network $addon: the container is replaced only without an add-on', (level) => {
    const xml = OPERATIONS.editBootLevel.build('running', level);
    expect(xml.includes('operation="replace"')).toBe(level.addon === null);
    expect(xml).not.toMatch(/delete|remove|create|default-operation/);
  });

  test('names the level and nothing else', () => {
    const xml = OPERATIONS.editBootLevel.build('candidate', {
      network: 'network-advantage',
      addon: 'dna-advantage',
    });
    expect(xml).toBe(
      `<edit-config ${NC}><target><candidate/></target><config><native ${NATIVE}><license><boot><level>` +
        '<network-advantage><addon>dna-advantage</addon></network-advantage></level></boot></license></native>' +
        '</config></edit-config>',
    );
  });

  test('refuses a level no switch accepts', () => {
    const level: Level = { network: 'network-essentials', addon: 'dna-advantage' };
    expect(() => OPERATIONS.editBootLevel.build('running', level)).toThrow(
      expect.objectContaining({ code: 'LEVEL_NOT_ALLOWED', definite: true }),
    );
  });
});

describe('arguments', () => {
  test('a reload has a reason and never force', () => {
    const xml = OPERATIONS.reload.build('liclab 0f3c: level');
    expect(xml).toBe(`<reload ${RPC}><reason>liclab 0f3c: level</reason></reload>`);
  });

  test.each(['', 'a\nb', 'a!b', 'a;b', 'a'.repeat(61), 'ä', '<force>', '\u0003', '$(id)'])(
    'a reload refuses the reason %j',
    (reason) => {
      expect(() => OPERATIONS.reload.build(reason)).toThrow(
        expect.objectContaining({ code: 'RELOAD_REASON_INVALID' }),
      );
    },
  );

  test.each(['', 'a b', 'a\nb', 'a?b', 'a|b', 'a'.repeat(256)])(
    'trust and register refuse the token %.20j',
    (token) => {
      const refusal = expect.objectContaining({ code: 'ID_TOKEN_INVALID' });
      expect(() => OPERATIONS.trust.build(token, { allMembers: true, force: false })).toThrow(refusal);
      expect(() => OPERATIONS.register.build(token, { force: false })).toThrow(refusal);
    },
  );

  test('no message repeats a token', () => {
    const act = () => OPERATIONS.trust.build('canary secret', { allMembers: true, force: false });
    expect(act).not.toThrow('canary');
    expect(act).toThrow('URL-encoded');
  });

  test('any reason that is taken is recognised, and any that is not is refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 70 }), (reason) => {
        const allowed = /^[A-Za-z0-9 ._:-]{1,60}$/.test(reason);
        const built = () => OPERATIONS.reload.build(reason);
        if (!allowed) expect(built).toThrow('Expected a reload reason');
        // White space at the ends is not kept by a leaf; a reason of spaces alone would be none.
        else if (reason.trim() !== '') expect(recogniseOperation(parseXml(built()))?.name).toBe('reload');
      }),
    );
  });
});

describe('the judge takes no', () => {
  const level = (inner: string) =>
    `<edit-config ${NC}><target><running/></target><config><native ${NATIVE}><license><boot><level>${inner}` +
    '</level></boot></license></native></config></edit-config>';
  const operation = 'xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation';
  test.each([
    ['kill-session', `<kill-session ${NC}><session-id>4</session-id></kill-session>`],
    [
      'copy-config',
      `<copy-config ${NC}><target><running/></target><source><candidate/></source></copy-config>`,
    ],
    ['delete-config', `<delete-config ${NC}><target><startup/></target></delete-config>`],
    ['copy', `<copy ${RPC}><source-drop-node-name>flash:a</source-drop-node-name></copy>`],
    ['factory-reset', `<factory-reset ${RPC}/>`],
    [
      'config-ios-cli-rpc',
      '<config-ios-cli-rpc xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-cli-rpc"><config-clis>x</config-clis></config-ios-cli-rpc>',
    ],
    ['reload with force', `<reload ${RPC}><force>true</force><reason>a</reason></reload>`],
    ['reload with force false', `<reload ${RPC}><force>false</force><reason>a</reason></reload>`],
    ['reload without reason', `<reload ${RPC}/>`],
    ['reload in another namespace', `<reload ${NC}><reason>a</reason></reload>`],
    ['reload with a wrong reason', `<reload ${RPC}><reason>a;b</reason></reload>`],
    ['rollback', `<rollback ${IA}><target-url>flash:a</target-url></rollback>`],
    ['save-config with a parameter', `<save-config ${IA}><x/></save-config>`],
    [
      'an edit of something else',
      `<edit-config ${NC}><target><running/></target><config><native ${NATIVE}><hostname>a</hostname></native></config></edit-config>`,
    ],
    [
      'an edit of the level and something else',
      `<edit-config ${NC}><target><running/></target><config><native ${NATIVE}><hostname>a</hostname><license><boot><level><network-advantage><addon>dna-advantage</addon></network-advantage></level></boot></license></native></config></edit-config>`,
    ],
    ['an edit that deletes the level', level(`<network-advantage ${operation}="delete"/>`)],
    [
      'an edit that removes an add-on',
      level(`<network-advantage><addon ${operation}="remove"/></network-advantage>`),
    ],
    ['an edit of the level without replace and without add-on', level('<network-advantage/>')],
    [
      'an edit with a pair no switch accepts',
      level('<network-essentials><addon>dna-advantage</addon></network-essentials>'),
    ],
    [
      'an edit with two levels',
      level(
        '<network-essentials><addon>dna-essentials</addon></network-essentials><network-advantage><addon>dna-advantage</addon></network-advantage>',
      ),
    ],
    [
      'an edit with default-operation replace',
      `<edit-config ${NC}><target><running/></target><default-operation>replace</default-operation><config/></edit-config>`,
    ],
    ['an edit of startup', `<edit-config ${NC}><target><startup/></target><config/></edit-config>`],
    ['a lock of two datastores', `<lock ${NC}><target><running/><candidate/></target></lock>`],
    ['a lock of startup', `<lock ${NC}><target><startup/></target></lock>`],
    ['a get of everything', `<get ${NC}/>`],
    ['a get-config of everything', `<get-config ${NC}><source><running/></source></get-config>`],
    [
      'a get-config by XPath',
      `<get-config ${NC}><source><running/></source><filter type="xpath" select="/native"/></get-config>`,
    ],
    ['a commit with parameters', `<commit ${NC}><confirmed/></commit>`],
    ['an unknown operation', '<x xmlns="urn:x"/>'],
  ])('%s', (_, xml) => {
    expect(recogniseOperation(parseXml(xml))).toBeNull();
  });

  test('prefixes and white space do not count', () => {
    const xml = `<n:lock xmlns:n="urn:ietf:params:xml:ns:netconf:base:1.0">\n <n:target>\n  <n:running/>\n </n:target>\n</n:lock>`;
    expect(recogniseOperation(parseXml(xml))).toEqual({ name: 'lock', kind: 'change', repeat: 'mutation' });
  });
});

test('the list of modules is asked for by name', () => {
  const xml = OPERATIONS.getModules.build(NEEDED_MODULES.map((module) => module.name));
  expect(xml.match(/<module>/g)).toHaveLength(6);
  expect(recogniseOperation(parseXml(xml))?.kind).toBe('read');
});
