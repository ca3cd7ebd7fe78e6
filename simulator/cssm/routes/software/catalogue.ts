import { ENTITLEMENTS } from '../../../../core/model/data/entitlement-tags.ts';
import { textsOf } from '../fields.ts';
import { assumed, observed } from '../http.ts';
import type { Operation } from '../operation.ts';
import { PRODUCT_FAMILIES } from '../products.ts';
import { failure } from '../v1/envelope.ts';

const TAGS_MAX = 100;

/** Entitlements that may be reserved for a software id tag [C, S11]. */
export const searchSlrDetails: Operation = {
  name: 'searchSlrDetails',
  dialect: 'software',
  method: 'POST',
  path: '/licensing/v1/search-slr-details',
  about: 'nothing',
  run({ fields }) {
    const tags = textsOf(fields['softwareTags']);
    if (tags === null || tags.length > TAGS_MAX)
      return failure(`softwareTags must be a list of at most ${TAGS_MAX}.`);
    const data = tags.map((softwareTag) => ({ softwareTag, entitlements: entitlementsOf(softwareTag) }));
    return { response: observed({ status: 'SUCCESS', data }), rows: data.length };
  },
};

/** The policy of an account. The call is named by one client, its body is not public: the one here is ours [C, S8]. */
export const accountPolicy: Operation = {
  name: 'accountPolicy',
  dialect: 'software',
  method: 'GET',
  path: '/licensing/v2/account-policy',
  about: 'pool',
  run: (_call, { policy }) => ({
    response: assumed({ status: 'SUCCESS', policy: { topic: policy.name, ...policy } }),
    rows: 1,
  }),
};

function entitlementsOf(softwareTag: string): readonly object[] {
  const family = PRODUCT_FAMILIES.find((product) => product.tag === softwareTag)?.family;
  if (family === undefined) return [];
  return ENTITLEMENTS.filter(({ families }) => families.some((one) => one.startsWith(family))).map(
    ({ tag, name }) => ({ entitlementTag: tag, type: name.startsWith('dna') ? 'TERM' : 'PERPETUAL' }),
  );
}
