import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CAPABILITIES,
  childOf,
  createFrameDecoder,
  encodeEndOfMessage,
  hasCapability,
  leafOf,
  moduleCapabilities,
  NETCONF_NAMESPACE,
  parseHello,
  parseReply,
  parseXml,
} from '../../../../core/wire/netconf/index.ts';
import { singleBytes } from './helpers.ts';

/** Captures of real switches: Cisco's, so not in the repository. */
const reference = process.env['LICLAB_REFERENCE'];
const NOTIFICATION = 'urn:ietf:params:netconf:capability:notification:1.1';

/** The text of a capture; the published ones lack the session-id, which a switch sends. */
function capture(name: string): string {
  const text = readFileSync(join(reference ?? '', 'yang', 'hello', name), 'utf8').trim();
  return text.includes('<session-id>')
    ? text
    : text.replace('</hello>', '<session-id>35</session-id></hello>');
}

describe.skipIf(reference === undefined)(
  'captured hellos (skipped: LICLAB_REFERENCE names no folder with captures)',
  () => {
    /** file, capabilities, modules of IOS XE among them (`device.md` §1: counted in the files). */
    const rows: readonly (readonly [string, number, number])[] = [
      ['16.9.1-cat9300.xml', 408, 129],
      ['17.3.1-cat9300.xml', 491, 186],
      ['17.9.1-cat9300.xml', 637, 308],
      ['17.12.1-cat9300.xml', 332, 0],
    ];
    test.each(rows)('%s has %i capabilities', (name, count, nativeModules) => {
      const { capabilities, sessionId } = parseHello(capture(name), 'server');
      const native = [...moduleCapabilities(capabilities).keys()].filter((module) =>
        module.startsWith('Cisco-IOS-XE-'),
      );
      expect(capabilities).toHaveLength(count);
      expect(native).toHaveLength(nativeModules);
      expect(sessionId).toBe(35);
      expect(hasCapability(capabilities, CAPABILITIES.base11)).toBe(true);
      expect(hasCapability(capabilities, NOTIFICATION)).toBe(true);
    });

    test('byte by byte through the decoder', () => {
      const text = capture('17.15.1-cat9k.xml');
      const messages: string[] = [];
      const decoder = createFrameDecoder();
      for (const piece of singleBytes(encodeEndOfMessage(text)))
        decoder.push(piece, (message) => messages.push(message));
      expect(messages).toEqual([text]);
    });

    test('the yang-library reply', () => {
      const { data, errors } = parseReply(parseXml(capture('17.15.1-cat9k-yang-library.xml')));
      const library = 'urn:ietf:params:xml:ns:yang:ietf-yang-library';
      expect(errors).toEqual([]);
      expect(data?.namespace).toBe(NETCONF_NAMESPACE);
      const state = data === null ? null : childOf(data, library, 'modules-state');
      expect(state === null ? null : leafOf(state, library, 'module-set-id')).toBe(
        '320fb18cf867ab8e4ee8d10b6f7f03ce',
      );
    });
  },
);
