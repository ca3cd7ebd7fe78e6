/** Asks CSSM as a manager does, and says in a few words how it ended. */
import { isLicenseLabError } from '../../../../core/errors.ts';
import type { LicenseLabError } from '../../../../core/errors.ts';
import type { LicensePool } from '../../../../core/wire/cssm/index.ts';
import { parseJsonObject } from '../../../../core/wire/cssm/json.ts';
import type { Secret } from '../../../../agent/secrets/secret.ts';
import { HSEC } from '../../../../simulator/cssm/device/tags.ts';
import { clientOf, endedAnyhow } from '../../../agent/cssm/support.ts';
import { DNA24, NE24, reportOf, rumRow } from '../lab.ts';
import type { ManagerCase } from './table.ts';

const DOMAIN = 'campus.example';

type World = ReturnType<typeof clientOf>;

/** Makes the world of a case with its fault, asks, and tells the end. */
export async function askedOf({ fault, times, params, asks, gone }: ManagerCase): Promise<string> {
  const options = gone === undefined ? {} : { goneAnswer: gone };
  const who = asks === 'wrong client' ? { clientId: 'nobody' } : {};
  const world = clientOf(options, { pageRows: fault.startsWith('cssm.page-') ? 2 : 500, ...who });
  const { lab } = world;
  await lab.report(reportOf(1));
  await lab.clock.advance(60_000);
  if (asks === 'on-prem' || asks === 'sync')
    lab.cssm.control.act('on-prem', { account: DOMAIN, name: 'ssm-1' });
  // An account that is gone by a fault is gone for devices and the API alike.
  if (fault !== '')
    lab.faults.add({ fault, target: `cssm:${DOMAIN}`, times: times ?? 1, params: params ?? {} });
  return ASK[asks](world, fault);
}

const ASK: Readonly<Record<ManagerCase['asks'], (world: World, fault: string) => Promise<string> | string>> =
  {
    async pools({ lab, client }, fault) {
      const rows = await endedAnyhow<readonly LicensePool[]>(lab.clock, (done) =>
        client.pools(DOMAIN, {}, done),
      );
      if (isLicenseLabError(rows)) return codeOf(rows);
      const row = (name: string) => rows.find(({ license }) => license === name);
      if (fault === 'cssm.shortage') {
        const { quantity = 0, inUse = 0 } = row(NE24) ?? {};
        return `ok: short of ${inUse - quantity}`;
      }
      if (fault === 'cssm.license-expired') return `ok: ended ${row(DNA24)?.lots[0]?.end ?? 'never'}`;
      return 'ok';
    },
    async 'virtual account'({ lab, client }) {
      await endedAnyhow(lab.clock, (done) => client.virtualAccounts(DOMAIN, done));
      const asked = { description: 'd', expiresAfterDays: 1, exportControlled: false };
      const made = await endedAnyhow<Secret>(lab.clock, (done) =>
        client.createToken(DOMAIN, 'Branch North', asked, done),
      );
      return isLicenseLabError(made) ? codeOf(made) : 'ok';
    },
    'wrong client': (world, fault) => ASK.pools(world, fault),
    async upload({ lab }) {
      const { status, body, text } = lab.pool('/v2/devices/reportusage', { reports: [rumRow(1)] });
      if (body.status !== 'OK_POLL') return `${status} ${body.status} ${body.message_code}`;
      await lab.clock.advance(4_000);
      return `${status} ${body.status}, then ${poll(lab, text, 'acknowledgements').status}`;
    },
    async authorization({ lab }) {
      const pool = { account: DOMAIN, virtualAccount: 'DEFAULT', license: HSEC.license };
      lab.cssm.control.act('deposit', { ...pool, quantity: 1 });
      const sudi = { udi_pid: 'C9300-24T', udi_serial_number: 'FOC00000001' };
      const licenses = [{ sudi, keys: [{ entitlement: HSEC.tag, count: '1' }] }];
      const { text } = lab.pool('/v2/devices/authrequest', { licenses });
      await lab.clock.advance(60_000);
      const [row] = poll(lab, text, 'authorizations').data.authorizations;
      return `${row.status} ${row.error_code}`;
    },
    'on-prem'({ lab }) {
      const json = { 'content-type': 'application/json' };
      const good = { client_id: 'lab', client_secret: 'lab-only-secret', grant_type: 'client_credentials' };
      const { response } = lab.raw('POST', '/backend/oauth/token', good, json);
      const authorization = `Bearer ${JSON.parse(response?.body ?? '').access_token}`;
      const path = '/backend/api/v1/accounts/Campus/customer/virtual-accounts';
      return String(lab.raw('GET', path, '', { ...json, authorization }).response?.status);
    },
    async sync(world, fault) {
      await ASK.pools(world, fault);
      const { control } = world.lab.cssm;
      const ended = (how: string): string => {
        try {
          control.act('synchronize', { account: DOMAIN, how });
          return 'ok';
        } catch (error) {
          return isLicenseLabError(error) ? String(error.context['refusal']) : 'defect';
        }
      };
      return `scheduled: ${ended('scheduled')}; manual: ${ended('manual')}`;
    },
  };

const codeOf = ({ code }: LicenseLabError): string => code;

/** Polls for what a ticket promised. Its id goes back as it came, not through JSON.parse, which would round it (C19). */
function poll(lab: World['lab'], ticket: string, action: string) {
  const id = parseJsonObject(ticket)['poll_id'];
  if (typeof id !== 'bigint') throw new TypeError('expected an id beyond 2^53');
  const body = `{"data":{"timestamp":1,"nonce":"n","poll_id":${id},"action":"${action}"}}`;
  return lab.call('POST', '/v2/accounts/poll', body, lab.poolHeaders()).body;
}
