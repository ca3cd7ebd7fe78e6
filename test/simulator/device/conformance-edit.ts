import { describe, expect, test } from 'vitest';
import { openNetconf } from './clients.ts';
import { ADVANTAGE, editLevel, editNative, ESSENTIALS, OLD as KEPT } from './payloads.ts';
import type { Suite } from './suite.ts';

/** Changes of the boot level and the errors of edit-config. The switch begins with {@link KEPT}. */
export function editConformance(suite: Suite): void {
  describe('edit-config of the boot level', () => {
    test.each([
      [
        'merging another level removes the one before',
        editLevel(ADVANTAGE),
        'network-advantage addon dna-advantage',
      ],
      ['merging a level keeps its own add-on', editLevel('<network-essentials/>'), KEPT],
      [
        'replacing a level takes its add-on away',
        editLevel('<network-essentials nc:operation="replace"/>'),
        'network-essentials',
      ],
      [
        'replacing the container takes everything away first',
        editLevel('<network-advantage/>', 'nc:operation="replace"'),
        'network-advantage',
      ],
      [
        'advantage with the essentials add-on is taken',
        editLevel('<network-advantage><addon>dna-essentials</addon></network-advantage>'),
        'network-advantage addon dna-essentials',
      ],
      [
        'creating a level that is not there',
        editLevel('<network-advantage nc:operation="create"/>'),
        'network-advantage',
      ],
      [
        'deleting the add-on',
        editLevel('<network-essentials><addon nc:operation="delete"/></network-essentials>'),
        'network-essentials',
      ],
      ['deleting the level', editLevel('<network-essentials nc:operation="delete"/>'), 'none'],
      [
        'removing what is not there changes nothing',
        editLevel('<network-advantage nc:operation="remove"/>'),
        KEPT,
      ],
      [
        'default-operation none walks but does not put',
        editLevel('<network-advantage/>', '', '<default-operation>none</default-operation>'),
        KEPT,
      ],
      [
        'default-operation none with an operation inside',
        editLevel(
          '<network-advantage nc:operation="create"/>',
          '',
          '<default-operation>none</default-operation>',
        ),
        'network-advantage',
      ],
      ['test-only does not apply', editLevel(ADVANTAGE, '', '<test-option>test-only</test-option>'), KEPT],
      [
        'rollback-on-error with a good edit',
        editLevel(ADVANTAGE, '', '<error-option>rollback-on-error</error-option>'),
        'network-advantage addon dna-advantage',
      ],
      ['the same level again', editLevel(ESSENTIALS), KEPT],
    ])('%s', async (_name, edit, level) => {
      const lab = await suite.lab();
      const reply = await (await openNetconf(lab)).rpc(edit);
      expect(reply.errors).toEqual([]);
      expect(reply.hasOk).toBe(true);
      const { running, startup, runningLevel } = lab.device.truth();
      expect(/^license boot level (.*)$/m.exec(running)?.[1] ?? 'none').toBe(level);
      expect(startup).toContain(`license boot level ${KEPT}\n`);
      expect(runningLevel).toBe(KEPT);
    });

    test.each([
      [
        'a pair that does not exist',
        editLevel('<network-essentials><addon>dna-advantage</addon></network-essentials>'),
        'invalid-value',
        'addon',
      ],
      [
        'an add-on that does not exist',
        editLevel('<network-advantage><addon>dna-premier</addon></network-advantage>'),
        'invalid-value',
        'addon',
      ],
      ['a level that does not exist', editLevel('<network-premier/>'), 'unknown-element', 'network-premier'],
      ['a level of another platform', editLevel('<ipbasek9/>'), 'unknown-element', 'ipbasek9'],
      ['two levels at once', editLevel(`${ADVANTAGE}${ESSENTIALS}`), 'bad-element', 'network-essentials'],
      [
        'creating what is there',
        editLevel('<network-essentials nc:operation="create"/>'),
        'data-exists',
        'network-essentials',
      ],
      [
        'deleting what is not there',
        editLevel('<network-advantage nc:operation="delete"/>'),
        'data-missing',
        'network-advantage',
      ],
      [
        'deleting an add-on that is not there',
        editLevel(
          '<network-advantage nc:operation="merge"><addon nc:operation="delete"/></network-advantage>',
        ),
        'data-missing',
        'addon',
      ],
      [
        'an operation that does not exist',
        editLevel('<network-advantage nc:operation="improve"/>'),
        'bad-attribute',
        'network-advantage',
      ],
      [
        'an element of another namespace',
        editLevel('<x xmlns="http://example.net/none"/>'),
        'unknown-namespace',
        'x',
      ],
      [
        'an element inside a leaf',
        editLevel('<network-advantage><addon><x/></addon></network-advantage>'),
        'unknown-element',
        'x',
      ],
      [
        'a config without namespace',
        '<edit-config><target><running/></target><config xmlns=""><native/></config></edit-config>',
        'unknown-element',
        'config',
      ],
      ['no config', '<edit-config><target><running/></target></edit-config>', 'missing-element', 'config'],
      ['no target', '<edit-config><config/></edit-config>', 'missing-element', 'target'],
      [
        'target startup',
        '<edit-config><target><startup/></target><config/></edit-config>',
        'invalid-value',
        'startup',
      ],
      [
        'an unknown default-operation',
        editLevel(ADVANTAGE, '', '<default-operation>create</default-operation>'),
        'invalid-value',
        'default-operation',
      ],
      [
        'an unknown test-option',
        editLevel(ADVANTAGE, '', '<test-option>maybe</test-option>'),
        'invalid-value',
        'test-option',
      ],
      [
        'an unknown error-option',
        editLevel(ADVANTAGE, '', '<error-option>ignore</error-option>'),
        'invalid-value',
        'error-option',
      ],
      ['a parameter that does not exist', editLevel(ADVANTAGE, '', '<now/>'), 'unknown-element', 'now'],
      [
        'a usage interval out of range',
        editNative('<license><smart><usage><interval>366</interval></usage></smart></license>'),
        'invalid-value',
        'interval',
      ],
      [
        'a transport with a small letter',
        editNative('<license><smart><transport-type>off</transport-type></smart></license>'),
        'invalid-value',
        'transport-type',
      ],
      [
        'an interface without its key',
        editNative('<interface><GigabitEthernet><description>x</description></GigabitEthernet></interface>'),
        'missing-element',
        'name',
      ],
    ])('%s is refused and changes nothing', async (_name, edit, tag, element) => {
      const lab = await suite.lab();
      const before = lab.device.truth().running;
      const { errors } = await (await openNetconf(lab)).rpc(edit);
      expect(errors.map((error) => [error.tag, error.badElement])).toEqual([[tag, element]]);
      expect(lab.device.truth().running).toBe(before);
    });

    test('one bad node refuses the whole edit', async () => {
      const lab = await suite.lab();
      const edit = editNative(
        `<license><boot><level>${ADVANTAGE}</level></boot></license><hostname>-bad-</hostname>`,
      );
      expect((await (await openNetconf(lab)).rpc(edit)).errors[0]?.tag).toBe('invalid-value');
      expect(lab.device.truth().running).toContain(`license boot level ${KEPT}\n`);
    });

    test('17.15 refuses to delete the level, in the words of a refused command', async () => {
      const client = await openNetconf(await suite.lab({ spec: { release: '17.15.1' } }));
      const { errors } = await client.rpc(editLevel('<network-essentials nc:operation="delete"/>'));
      expect(errors[0]).toMatchObject({
        tag: 'invalid-value',
        message: 'inconsistent value: Device refused one or more commands',
      });
      expect(errors[0]?.info.map((info) => info.name)).toEqual(['severity', 'detail']);
    });

    test('an edit that changes something marks the configuration unsaved, one that does not leaves it', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const unsaved = async () => {
        const { data } = await client.rpc(
          '<get><filter><device-hardware-data xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper"><device-hardware><device-system-data><unsaved-config/></device-system-data></device-hardware></device-hardware-data></filter></get>',
        );
        return JSON.stringify(data).includes('"true"');
      };
      await client.rpc(editLevel(ESSENTIALS));
      expect(await unsaved()).toBe(false);
      await client.rpc(editLevel(ADVANTAGE));
      expect(await unsaved()).toBe(true);
      const saved = await client.rpc('<save-config xmlns="http://cisco.com/yang/cisco-ia"/>');
      expect(JSON.stringify(saved.results)).toContain('Save running-config successful');
      expect(await unsaved()).toBe(false);
      expect(lab.device.truth().bootLevel).toBe('network-advantage addon dna-advantage');
    });

    test('every edit is noted with the level before and after', async () => {
      const lab = await suite.lab();
      await (await openNetconf(lab)).rpc(editLevel(ADVANTAGE));
      expect(lab.notes('edit').map((note) => [note.user, note.detail])).toEqual([
        [
          'admin',
          {
            via: 'netconf',
            before: KEPT,
            after: 'network-advantage addon dna-advantage',
            applied: true,
            changed: true,
          },
        ],
      ]);
    });
  });
}
