import { describe, expect, test } from 'vitest';
import {
  parseLockHolder,
  readAgentAnswer,
  readIsSyncing,
  readReloadResult,
  readSaveResult,
  triageErrors,
} from '../../../../../core/wire/ios-xe/index.ts';
import { rpcError } from '../../../../../core/wire/netconf/index.ts';
import { reply } from '../fixtures.ts';

const IA = "xmlns='http://cisco.com/yang/cisco-ia'";
const ERROR =
  '<rpc-error><error-type>application</error-type><error-tag>operation-failed</error-tag>' +
  '<error-severity>error</error-severity><error-message xml:lang="en">nvram: no space</error-message></rpc-error>';

describe('the result of a save', () => {
  test.each([
    [
      'the words of IOS XE',
      `<result ${IA}>Save running-config successful</result>`,
      true,
      'Save running-config successful',
    ],
    ['ok of another server', '<ok/>', true, 'ok'],
    [
      'a failure in words',
      `<result ${IA}>Save running-config failed</result>`,
      false,
      'Save running-config failed',
    ],
    ['not successful', `<result ${IA}>Unsuccessful</result>`, false, 'Unsuccessful'],
    ['an rpc-error', ERROR, false, 'nvram: no space'],
    ['an rpc-error beside ok', `<ok/>${ERROR}`, false, 'nvram: no space'],
    ['nothing', '', false, ''],
    ['an empty result', `<result ${IA}/>`, false, ''],
    [
      'a result of another module',
      '<result xmlns="urn:x">Save running-config successful</result>',
      false,
      '',
    ],
  ])('%s', (_, content, isDone, text) => {
    expect(readSaveResult(reply(content))).toEqual({ isDone, text });
  });
});

test.each([
  ['ok', '<ok/>', true],
  [
    'words',
    '<result xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc">Reload command is being issued</result>',
    true,
  ],
  ['an rpc-error', ERROR, false],
  ['nothing', '', false],
])('the result of a reload: %s', (_, content, isDone) => {
  expect(readReloadResult(reply(content)).isDone).toBe(isDone);
});

describe('is-syncing', () => {
  test.each([
    ['the words of 17.9', `<result ${IA}>No sync in progress</result>`, false],
    ['a sync, in words', `<result ${IA}>Sync in progress</result>`, true],
    [
      'leaves of 17.15',
      `<result ${IA}>x</result><syncing ${IA}>false</syncing><syncs-pending ${IA}>false</syncs-pending>`,
      false,
    ],
    ['a sync, in leaves', `<syncing ${IA}>true</syncing>`, true],
    ['a pending sync', `<syncing ${IA}>false</syncing><syncs-pending ${IA}>true</syncs-pending>`, true],
    ['words nobody knows', `<result ${IA}>Hello</result>`, null],
    ['nothing', '', null],
    ['64 KiB', `<result ${IA}>${'no '.repeat(21_845)}</result>`, null],
  ])('%s', (_, content, expected) => {
    expect(readIsSyncing(reply(content))).toBe(expected);
  });
});

test.each([
  [
    'success',
    '<return-code xmlns="http://cisco.com/ns/yang/cisco-smart-license">success</return-code>',
    true,
    'success',
  ],
  [
    'begun',
    '<return-code xmlns="http://cisco.com/ns/yang/cisco-smart-license">registrationinprogress</return-code>',
    true,
    'registrationinprogress',
  ],
  [
    'refused',
    '<return-code xmlns="http://cisco.com/ns/yang/cisco-smart-license">notsupported</return-code>',
    false,
    'notsupported',
  ],
  ['ok', '<ok/>', true, null],
  ['an rpc-error', ERROR, false, null],
  ['nothing', '', false, null],
])('the answer of the licensing agent: %s', (_, content, isAccepted, code) => {
  expect(readAgentAnswer(reply(content))).toEqual({ isAccepted, code });
});

describe('the holder of a lock', () => {
  const locked = (who: string) =>
    `the configuration database is locked by session ${who} on since 2026-03-01 10:12:41`;
  test.each([
    [
      'yang_mgmt_infra',
      locked('18 yang_mgmt_infra tcp (system from 127.0.0.1)') + '\nIOS-XE YANG Infrastructure',
      'daemon',
      18,
    ],
    ['syncfromdaemon', locked('5 syncfromdaemon tcp (system from 127.0.0.1)'), 'daemon', 5],
    ['system', locked('238 system system (system from 0.0.0.0)'), 'daemon', 238],
    ['admin', locked('12 admin console (cli from 127.0.0.1)'), 'other', 12],
    ['system', locked('12 system ssh (netconf from 10.0.0.5)'), 'other', 12],
    [
      'yang_mgmt_infrastructure',
      locked('12 yang_mgmt_infrastructure tcp (system from 10.0.0.5)'),
      'other',
      12,
    ],
  ])('%s: %s', (name, message, kind, session) => {
    expect(parseLockHolder(message, 0)).toMatchObject({ kind, name, session });
  });

  test('is shown without the date and without control characters', () => {
    const holder = parseLockHolder(locked('12 ad\u001b[31mmin console (cli from 127.0.0.1)'), null);
    expect(holder?.who).toBe('ad [31mmin console (cli from 127.0.0.1)');
  });

  test.each([
    ['no words, no session', '', null, null],
    ['no words, session 0', 'locked', 0, null],
    ['no words, a session', 'locked', 7, 'NETCONF session 7'],
    ['64 KiB of words', `locked by session ${'('.repeat(65_536)}`, null, '('],
  ])('%s', (_, message, sessionId, who) => {
    const holder = parseLockHolder(message, sessionId);
    if (who === null) expect(holder).toBeNull();
    else expect(holder?.who.startsWith(who)).toBe(true);
  });
});

describe('rpc-errors', () => {
  const daemon =
    'the configuration database is locked by session 5 syncfromdaemon tcp (system from 127.0.0.1) on since x';
  const person =
    'the configuration database is locked by session 12 admin console (cli from 127.0.0.1) on since x';
  const refusal = 'inconsistent value: Device refused one or more commands';
  test.each([
    [
      'lock-denied by a daemon',
      { type: 'protocol', tag: 'lock-denied', message: daemon, sessionId: 0 },
      'locked',
      'wait',
    ],
    [
      'in-use by a daemon',
      { type: 'application', tag: 'in-use', message: daemon, sessionId: 0 },
      'locked',
      'wait',
    ],
    [
      'a daemon under another tag',
      { type: 'application', tag: 'operation-failed', message: daemon },
      'locked',
      'wait',
    ],
    [
      'lock-denied by a person',
      { type: 'protocol', tag: 'lock-denied', message: person, sessionId: 0 },
      'locked',
      'never',
    ],
    ['lock-denied by nobody knows whom', { type: 'protocol', tag: 'lock-denied' }, 'locked', 'never'],
    ['lock-denied by a session', { type: 'protocol', tag: 'lock-denied', sessionId: 9 }, 'locked', 'never'],
    [
      'a sync',
      { type: 'application', tag: 'operation-failed', message: 'Sync is in progress' },
      'syncing',
      'wait',
    ],
    [
      'a refused command',
      { type: 'application', tag: 'invalid-value', message: refusal },
      'command-refused',
      'once',
    ],
    ['no rights', { type: 'application', tag: 'access-denied' }, 'access-denied', 'never'],
    [
      'an unknown operation',
      { type: 'protocol', tag: 'unknown-element', badElement: 'x' },
      'not-supported',
      'never',
    ],
    [
      'no candidate',
      { type: 'protocol', tag: 'invalid-value', message: 'Unsupported capability :candidate' },
      'not-supported',
      'never',
    ],
    ['anything else', { type: 'application', tag: 'operation-failed', message: 'no' }, 'other', 'never'],
  ] as const)('%s', (_, error, cause, retry) => {
    expect(triageErrors([rpcError(error)])).toMatchObject({ cause, retry });
  });

  const badCli = reply(
    '<rpc-error><error-type>application</error-type><error-tag>invalid-value</error-tag>' +
      `<error-severity>error</error-severity><error-message xml:lang="en">${refusal}</error-message><error-info>` +
      '<severity xmlns="http://cisco.com/yang/cisco-ia">error_cli</severity>' +
      '<detail xmlns="http://cisco.com/yang/cisco-ia"><bad-cli>' +
      '<bad-command>license boot level network-advantage</bad-command><error-location>5</error-location>' +
      '<parser-response/><parser-context>x</parser-context></bad-cli><bad-cli><bad-command>b</bad-command>' +
      '<parser-response>% Invalid</parser-response></bad-cli></detail></error-info></rpc-error>',
  ).errors;

  test('the refused lines are named', () => {
    expect(triageErrors(badCli)?.refused).toEqual([
      { command: 'license boot level network-advantage', response: null },
      { command: 'b', response: '% Invalid' },
    ]);
  });

  test('of several errors the most hopeless counts, refused lines come from all', () => {
    const errors = [rpcError({ type: 'protocol', tag: 'lock-denied', message: daemon }), ...badCli];
    const triage = triageErrors([...errors, rpcError({ type: 'application', tag: 'access-denied' })]);
    expect(triage).toMatchObject({ cause: 'access-denied', retry: 'never' });
    expect(triage?.refused).toHaveLength(2);
    expect(triageErrors(errors)).toMatchObject({ cause: 'command-refused', retry: 'once' });
  });

  test('no errors, no triage', () => {
    expect(triageErrors([])).toBeNull();
  });

  test('an error without words is named by its tag', () => {
    expect(triageErrors([rpcError({ type: 'rpc', tag: 'too-big' })])?.text).toBe('too-big');
  });
});
