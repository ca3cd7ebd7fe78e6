import { z } from 'zod';
import { ConfigError } from '../../../core/errors.ts';
import { ackFile, readUsageFile } from '../device/files.ts';
import { isGenuine, readRum } from '../device/rum.ts';
import { takeRums } from '../device/rum-desk.ts';
import {
  decideAcknowledgement,
  decideMove,
  decideRemoval,
  decideRevocation,
  decideToken,
  isRefusal,
} from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';
import { accountBy, action, perform } from './action.ts';
import type { CssmAction } from './action.ts';

const word = z.string().min(1).max(253);
const uuid = z.string().min(1).max(64);
/** Largest file of saved usage that the control API takes: its own limit of a request is 1 MiB. */
const FILE_CHARS_MAX = 1_000_000;

/** What is done to product instances, tokens and offline files. */
export const DEVICE_ACTIONS: readonly CssmAction[] = [
  action(
    'remove-instance',
    'Removes a product instance; licenses authorized to it are returned when asked for.',
    z.strictObject({ uuid, returned: z.boolean().default(false) }),
    (parts, { uuid: id, returned }) => {
      const account = domainOf(parts, id);
      perform(parts, decideRemoval(parts.ledger.state, id, returned));
      return { account };
    },
  ),
  action(
    'move-instance',
    'Moves a product instance to another Virtual Account.',
    z.strictObject({ uuid, to: word }),
    (parts, { uuid: id, to }) => {
      const account = domainOf(parts, id);
      perform(parts, decideMove(parts.ledger.state, id, to));
      return { account };
    },
  ),
  action(
    'create-token',
    'Makes a registration token, which is told.',
    z.strictObject({
      account: word,
      virtualAccount: word,
      description: z.string().max(200).default(''),
      expiresAfterDays: z.int().min(1).max(365).default(30),
      usesMax: z.int().min(1).optional(),
      exportControlled: z.boolean().default(false),
    }),
    (parts, { account: id, virtualAccount, usesMax, ...asked }) => {
      const account = accountBy(parts, id).domain;
      const { ledger, random, clock } = parts;
      const token = { ...asked, usesMax: usesMax ?? null };
      const made = decideToken(ledger.state, account, virtualAccount, token, clock.wallMs(), random);
      perform(parts, made);
      return { account, more: { token: isRefusal(made) ? null : made.token } };
    },
  ),
  action(
    'revoke-token',
    'Revokes a registration token.',
    z.strictObject({ token: z.string().max(200) }),
    (parts, asked) => {
      const account = parts.ledger.state.tokens.get(asked.token)?.domain ?? '';
      perform(parts, decideRevocation(parts.ledger.state, asked.token));
      return { account };
    },
  ),
  action(
    'upload-usage',
    'Takes a file that `license smart save usage` wrote and tells the acknowledgement to bring back.',
    z.strictObject({ account: word, virtualAccount: word, file: z.string().min(1).max(FILE_CHARS_MAX) }),
    (parts, { account: id, virtualAccount, file }) => {
      const account = accountBy(parts, id).domain;
      return { account, more: { file: acknowledgementOf(parts, account, virtualAccount, file) } };
    },
  ),
];

function domainOf(parts: CssmParts, id: string): string {
  const found = parts.ledger.state.instances.get(id);
  if (found !== undefined) return found.domain;
  throw refused('instance-unknown', `There is no product instance ${id}.`);
}

/** A person uploads and downloads in one go, so the acknowledgement is made at once. */
function acknowledgementOf(parts: CssmParts, account: string, virtualAccount: string, text: string): string {
  const { ledger, random, clock, options } = parts;
  const at = clock.wallMs();
  const file = readUsageFile(text);
  const rums = file?.reports.map(({ payload }) => readRum(payload)) ?? [];
  if (file === null || !rums.every((rum) => rum !== null)) {
    throw new ConfigError('CSSM_CONTROL_REQUEST', 'The file holds no usage reports.');
  }
  if (
    options.checkSignatures &&
    !file.reports.every(({ payload, signature }) => isGenuine(payload, signature))
  ) {
    throw refused('signature', 'The signature of a usage report is not valid.');
  }
  const serial = rums[0]?.udi.serial ?? '';
  if (rums.some((rum) => rum.udi.serial !== serial)) {
    throw refused('instance-unknown', 'A file holds reports of one device.');
  }
  const devices = [{ hostname: file.hostname === '' ? serial : file.hostname, rums }];
  const taken = takeRums(ledger, random, at, account, virtualAccount, devices);
  if (isRefusal(taken)) throw refused(taken.refusal, taken.message);
  for (const { uuid: id, report } of taken)
    ledger.record(decideAcknowledgement(ledger.state, id, report), at);
  const ids = rums.map(({ id }) => id);
  return ackFile(taken[0]?.uuid ?? '', ids, accountBy(parts, account).policy);
}

function refused(refusal: string, message: string): ConfigError {
  return new ConfigError('CSSM_CONTROL_REFUSED', message, { context: { refusal } });
}
