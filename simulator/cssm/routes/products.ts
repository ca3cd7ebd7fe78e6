/** Software id tags that CSSM lists for a product id. Seen on devices (entitlements list of the reference, `softwareIds`). */
const PRODUCTS: readonly (readonly [pattern: RegExp, family: string, tag: string])[] = [
  [/^C9300L-/, 'C9300L', 'regid.2018-06.com.cisco.C9300L,1.0_03ebc7a2-6465-4dce-b28e-1f37001db25b'],
  [/^C9300X?-/, 'C9300', 'regid.2017-05.com.cisco.C9300,v1_727af1d9-6c39-4444-b301-863f81445b72'],
  [/^C9350-/, 'C9350', 'regid.2023-08.com.cisco.C9350,1.0_e4e8bce9-f207-473c-a7c1-7091d8c83b9f'],
  [/^C94\d{2}R/, 'C9400', 'regid.2017-05.com.cisco.C9400,v1_ad928212-d182-407e-ac85-29e213602efa'],
  [/^C9500X?-/, 'C9500', 'regid.2017-05.com.cisco.C9500,v1_7435cf27-0075-4bfb-b67c-b42f3054e82a'],
  [/^C96\d{2}R/, 'C9600', 'regid.2018-10.com.cisco.C9600,1.0_8efb7c5b-26eb-4f25-8a23-1e5b2f24bc76'],
];

/** Family and software id tag of a product id; the tag is empty for one that is not in the list. */
export function productOf(pid: string): { readonly family: string; readonly tag: string } {
  const found = PRODUCTS.find(([pattern]) => pattern.test(pid));
  return { family: found?.[1] ?? pid.split('-')[0] ?? pid, tag: found?.[2] ?? '' };
}

/** Every family with its software id tag. */
export const PRODUCT_FAMILIES: readonly { readonly family: string; readonly tag: string }[] = PRODUCTS.map(
  ([, family, tag]) => ({ family, tag }),
);
