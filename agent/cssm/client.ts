import { ConfigError, CssmError, isLicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Http } from '../../core/ports/http.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Random } from '../../core/ports/random.ts';
import * as wire from '../../core/wire/cssm/index.ts';
import type {
  CssmOperation,
  FoundAccount,
  JsonObject,
  LicensePool,
  ProductInstance,
  SmartAccount,
  TokenRequest,
  TransferRequest,
  VirtualAccount,
} from '../../core/wire/cssm/index.ts';
import { Secret } from '../secrets/secret.ts';
import { checkedUrl, cssmUse, isLoopbackUrl } from './base-url.ts';
import { createCaller } from './caller.ts';
import type { Done } from './done.ts';
import { createTokenSource } from './token-source.ts';
import { readPages } from './walk.ts';
import type { WalkProgress } from './walk.ts';

/** How a client reaches CSSM. */
export interface CssmClientSettings {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** From local configuration only, never from an API (safety T10). */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** The URLs may name internal addresses: an SSM On-Prem, the lab. */
  readonly allowPrivate: boolean;
  /** Names of local accounts by domain: it is an SSM On-Prem, whose calls and tokens differ. Default null: CSSM itself. */
  readonly localNames?: ReadonlyMap<string, string> | null;
  /** Rows of a page. Default 500. */
  readonly pageRows?: number;
}

/** Options of a read. */
export interface ReadOptions {
  /** Default: all that are visible. */
  readonly virtualAccounts?: readonly string[];
  /** Milliseconds from now to the end. Default 30 min. */
  readonly withinMs?: number;
  readonly progress?: (progress: WalkProgress) => void;
}

/**
 * What the agent asks of CSSM, dialect v1. Every error has a code of `core/wire/cssm/errors.ts`; a call about an account that is
 * gone ends in `CSSM_ACCOUNT_DELETED` or `CSSM_ACCOUNT_INACTIVE`, however CSSM words it.
 */
export interface CssmClient {
  accounts(done: Done<readonly SmartAccount[]>): void;
  /** Who is there under exactly this domain, role or not; null: nobody. */
  account(domain: string, done: Done<FoundAccount | null>): void;
  virtualAccounts(domain: string, done: Done<readonly VirtualAccount[]>): void;
  /** Complete, or an error. */
  pools(domain: string, options: ReadOptions, done: Done<readonly LicensePool[]>): void;
  /** Complete, or an error. */
  instances(domain: string, options: ReadOptions, done: Done<readonly ProductInstance[]>): void;
  /** All rows whose serial is among `serials`; CSSM's v1 lists cannot be asked for one, so all pages are read. */
  instancesOf(
    domain: string,
    serials: readonly string[],
    options: ReadOptions,
    done: Done<readonly ProductInstance[]>,
  ): void;
  /** A new registration token. At most one is made: when it is not known whether one was, that is the answer. */
  createToken(domain: string, virtualAccount: string, token: TokenRequest, done: Done<Secret>): void;
  /** Moves once, or an error; one that is not definite means that it is not known. */
  transfer(domain: string, from: string, asked: TransferRequest, done: Done<null>): void;
  /** Removes exactly these product instances. */
  removeInstances(
    domain: string,
    virtualAccount: string,
    instances: Parameters<typeof wire.removeInstances>[2],
    done: Done<null>,
  ): void;
}

/** A small read, with its retries. */
const CALL_MS = 300_000;
/** A complete list of a big account. */
const PULL_MS = 1_800_000;

/** Makes a client. Throws `CSSM_URL`, `CSSM_ADDRESS_REFUSED`, `LAB_CREDENTIALS_OUTSIDE_LAB`. */
export function createCssmClient(settings: CssmClientSettings): CssmClient {
  const { http, clock, random, log, clientId, clientSecret, allowPrivate } = settings;
  const baseUrl = checkedUrl(settings.baseUrl, cssmUse('base URL of CSSM'), allowPrivate);
  const tokenUrl = checkedUrl(settings.tokenUrl, cssmUse('token URL of CSSM'), allowPrivate);
  refuseLabSecret(clientSecret, [baseUrl, tokenUrl]);
  const localNames = settings.localNames ?? null;
  const tokenSettings = { http, clock, random, tokenUrl, clientId, clientSecret };
  const tokens = createTokenSource({ ...tokenSettings, isJson: localNames !== null });
  const caller = createCaller({ http, clock, random, log, baseUrl, tokens, clientSecret, localNames });
  const limit = settings.pageRows ?? wire.PAGE_ROWS;
  const deadline = (withinMs: number): number => clock.monotonicMs() + withinMs;

  function search(domain: string, done: Done<readonly FoundAccount[]>): void {
    caller.call(wire.searchAccounts(domain), wire.decodeFoundAccounts, deadline(CALL_MS), done);
  }

  /** When the failure may mean that the account is gone, asks who is there. When that cannot be said, the failure stands. */
  function judged<Value>(domain: string, done: Done<Value>): Done<Value> {
    return (answer) => {
      if (!(answer instanceof CssmError) || !wire.mayBeGone(answer)) {
        done(answer);
        return;
      }
      search(domain, (found) => {
        done(isLicenseLabError(found) ? answer : wire.judgeAccount(answer, domain, found));
      });
    };
  }

  function callAbout<Value>(
    domain: string,
    operation: CssmOperation,
    decode: (body: JsonObject) => Value,
    done: Done<Value>,
  ): void {
    caller.call(operation, decode, deadline(CALL_MS), judged(domain, done));
  }

  function instances(domain: string, options: ReadOptions, done: Done<readonly ProductInstance[]>): void {
    const { virtualAccounts = [], withinMs = PULL_MS, progress = () => undefined } = options;
    const list = {
      operationAt: (offset: number) => wire.searchInstances(domain, { virtualAccounts, limit, offset }),
      decode: wire.decodeInstances,
      keyOf: wire.instanceKey,
      limit,
      deadlineMs: deadline(withinMs),
      progress,
    };
    readPages(caller, list, judged(domain, done));
  }

  /** An SSM On-Prem has no search: who has Virtual Accounts there is there. */
  function onPremAccount(domain: string, done: Done<FoundAccount | null>): void {
    const name = localNames?.get(domain.toLowerCase()) ?? domain;
    const found = { domain, name, id: '', status: 'Active', isUsable: true };
    callAbout(domain, wire.listVirtualAccounts(domain), wire.decodeVirtualAccounts, (answer) => {
      if (!isLicenseLabError(answer)) done(found);
      else done(answer.code === 'CSSM_REFUSED' || answer.code === 'CSSM_NOT_FOUND' ? null : answer);
    });
  }

  return {
    accounts: (done) => caller.call(wire.listAccounts(), wire.decodeAccounts, deadline(CALL_MS), done),

    account(domain, done) {
      if (localNames !== null) {
        onPremAccount(domain, done);
        return;
      }
      search(domain, (found) => done(isLicenseLabError(found) ? found : wire.accountOf(found, domain)));
    },

    virtualAccounts(domain, done) {
      callAbout(domain, wire.listVirtualAccounts(domain), wire.decodeVirtualAccounts, done);
    },

    pools(domain, { virtualAccounts = [], withinMs = PULL_MS, progress = () => undefined }, done) {
      const list = {
        operationAt: (offset: number) => wire.searchLicenses(domain, { virtualAccounts, limit, offset }),
        decode: wire.decodePools,
        keyOf: wire.poolKey,
        limit,
        deadlineMs: deadline(withinMs),
        progress,
      };
      readPages(caller, list, judged(domain, done));
    },

    instances,

    instancesOf(domain, serials, options, done) {
      const wanted = new Set(serials);
      instances(domain, options, (rows) => {
        done(isLicenseLabError(rows) ? rows : rows.filter((row) => wanted.has(row.serial)));
      });
    },

    createToken(domain, virtualAccount, token, done) {
      const decode = (body: JsonObject): Secret => new Secret(wire.decodeCreatedToken(body));
      callAbout(domain, wire.createToken(domain, virtualAccount, token), decode, done);
    },

    // The envelope says whether it was done: one item each.
    transfer(domain, from, asked, done) {
      callAbout(domain, wire.transferLicenses(domain, from, asked), () => null, done);
    },

    removeInstances(domain, virtualAccount, instances, done) {
      callAbout(domain, wire.removeInstances(domain, virtualAccount, instances), () => null, done);
    },
  };
}

/** The lab's secret is public: it must not open anything outside the lab. */
const LAB_SECRET = new Secret('lab-only-secret');

function refuseLabSecret(secret: Secret, urls: readonly string[]): void {
  if (!secret.equals(LAB_SECRET) || urls.every(isLoopbackUrl)) return;
  throw new ConfigError(
    'LAB_CREDENTIALS_OUTSIDE_LAB',
    'The public secret of the lab is used outside the lab.',
    {
      hint: 'Use the credentials of your own API application.',
    },
  );
}
