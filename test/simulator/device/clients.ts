import { assert } from '../../../core/errors.ts';
import {
  createFrameDecoder,
  encodeFrame,
  parseReply,
  parseXml,
  type RpcReply,
  writeClientHello,
} from '../../../core/wire/netconf/index.ts';
import type { ByteStream, Lab } from './lab.ts';

const BASE = 'urn:ietf:params:netconf:base:';
/** Longest that a client waits for an answer, in the switch's time. */
const PATIENCE_MS = 30_000;
/** Steps of waiting: short at first, since most answers are there at once. */
const STEPS_MS = [0, 10, 100, 1000];

/** Lets time pass until something is so, or patience ends. */
export async function until(lab: Lab, what: string, isSo: () => boolean, patienceMs = PATIENCE_MS) {
  let passed = 0;
  for (let turn = 0; !isSo(); turn += 1) {
    assert(passed <= patienceMs, `${what} did not happen within ${patienceMs} ms`);
    const step = STEPS_MS[Math.min(turn, STEPS_MS.length - 1)] ?? 1000;
    await lab.pass(step);
    passed += step;
  }
}

/** A NETCONF client for tests: says hello, sends rpcs, gives replies as text or parsed. */
export interface NetconfClient {
  readonly hello: string;
  readonly stream: ByteStream;
  /** Replies so far. */
  readonly replies: readonly string[];
  /** Notifications so far. */
  readonly notifications: readonly string[];
  /** Sends one message as it is. */
  send(text: string): void;
  /** Sends an operation and waits for the reply. */
  rpc(operation: string, attributes?: string): Promise<RpcReply>;
}

/** Opens a NETCONF session. `bases`: versions that the client offers. */
export async function openNetconf(
  lab: Lab,
  bases: readonly string[] = ['1.0', '1.1'],
): Promise<NetconfClient> {
  const stream = await lab.connect('netconf');
  assert(stream !== null, 'the switch refused the NETCONF connection');
  const messages: string[] = [];
  const decoder = createFrameDecoder();
  let read = 0;
  const framing = bases.includes('1.1') ? 'chunked' : 'end-of-message';
  const pull = (): void => {
    for (; read < stream.received.length; read += 1) {
      decoder.push(stream.received[read] ?? new Uint8Array(), (text) => {
        messages.push(text);
        if (messages.length === 1 && framing === 'chunked') decoder.useChunked();
      });
    }
  };
  const after = (isNotification: boolean): readonly string[] => {
    pull();
    return messages.slice(1).filter((text) => text.startsWith('<notification') === isNotification);
  };
  await until(lab, 'the hello', () => {
    pull();
    return messages.length > 0;
  });
  stream.send(encodeFrame(writeClientHello(bases.map((base) => BASE + base)), 'end-of-message'));
  const send = (text: string): void => stream.send(encodeFrame(text, framing));
  let sent = 0;
  return {
    hello: messages[0] ?? '',
    stream,
    get replies() {
      return after(false);
    },
    get notifications() {
      return after(true);
    },
    send,
    async rpc(operation, attributes = '') {
      sent += 1;
      const wanted = after(false).length;
      send(
        `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="${sent}"${attributes}>${operation}</rpc>`,
      );
      await until(lab, `the reply to ${operation.slice(0, 60)}`, () => after(false).length > wanted);
      return parseReply(parseXml(after(false)[wanted] ?? ''));
    },
  };
}

/** A CLI client for tests: types, and reads what appears. */
export interface CliClient {
  readonly stream: ByteStream;
  /** All that has appeared. */
  screen(): string;
  /** Sends keys as they are and waits until the screen ends in `end`; gives what appeared meanwhile. */
  type(keys: string, end: string | RegExp): Promise<string>;
  /** Sends a command and gives its output, without echo and prompt. */
  run(command: string): Promise<readonly string[]>;
}

/** Opens a CLI session with paging switched off (unless `isPaging`). */
export async function openCli(lab: Lab, isPaging = false): Promise<CliClient> {
  const stream = await lab.connect('cli');
  assert(stream !== null, 'the switch refused the CLI connection');
  const screen = () => Buffer.concat(stream.received).toString('utf8');
  const type = async (keys: string, end: string | RegExp): Promise<string> => {
    const from = screen().length;
    stream.send(Buffer.from(keys));
    const isThere = () => {
      const text = screen().slice(from);
      return typeof end === 'string' ? text.endsWith(end) : end.test(text);
    };
    await until(lab, `the end of "${keys.trim()}"`, isThere);
    return screen().slice(from);
  };
  await until(lab, 'the prompt', () => /[>#]$/.test(screen()));
  const client: CliClient = {
    stream,
    screen,
    type,
    async run(command) {
      const output = await type(`${command}\r`, PROMPT);
      return output.split('\r\n').slice(1, -1);
    },
  };
  if (!isPaging) await client.run('terminal length 0');
  return client;
}

const PROMPT = /\r\n[A-Za-z][A-Za-z0-9._-]*(\([a-z-]+\))?[>#]$/;
