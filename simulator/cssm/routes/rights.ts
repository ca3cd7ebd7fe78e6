import type { RoleGrant, SmartAccountState } from '../ledger/index.ts';

/** What a client may do in an account. Clients without a user act for the whole account, as service applications do. */
export interface Rights {
  /** False: the account answers 403 (C2). */
  readonly isMember: boolean;
  /** Virtual Accounts that are seen. */
  sees(virtualAccount: string): boolean;
  /** Virtual Accounts in which something may be changed; null asks for the whole account. */
  changes(virtualAccount: string | null): boolean;
}

const ALL: Rights = { isMember: true, sees: () => true, changes: () => true };

/** The rights of a user (null: a service) in an account. Viewers change nothing (`reference/cssm.md` 3.3; details assumed). */
export function rightsOf(account: SmartAccountState, user: string | null): Rights {
  if (user === null) return ALL;
  const grants = account.roles.get(user.toLowerCase()) ?? [];
  const reaches = (grant: RoleGrant, virtualAccount: string | null): boolean =>
    grant.virtualAccount === null || grant.virtualAccount === virtualAccount;
  return {
    isMember: grants.length > 0,
    sees: (virtualAccount) => grants.some((grant) => reaches(grant, virtualAccount)),
    changes: (virtualAccount) =>
      grants.some((grant) => !grant.role.endsWith('Viewer') && reaches(grant, virtualAccount)),
  };
}
