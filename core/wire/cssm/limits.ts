/** Largest answer of CSSM that is taken, in bytes. A page of 1,000 devices has about 700 KB. Safety T31. */
export const ANSWER_BYTES_MAX = 33_554_432;
/** Deepest nesting of an answer; the deepest documented one has 6 levels. Safety T31. */
export const JSON_DEPTH_MAX = 32;
/** Values in one answer: bounds memory (about 40 MB) whatever the text says. */
export const JSON_VALUES_MAX = 500_000;
/** Longest number in characters: reading an integer of any length costs more than linear time. */
export const JSON_NUMBER_CHARS_MAX = 64;
/** Longest text of CSSM that is quoted in an error. */
export const QUOTED_CHARS_MAX = 200;
/** Rows of one complete pull: 100,000 product instances with reserve. */
export const ROWS_MAX = 250_000;
/** Rows asked for at once; the largest size seen in public clients of the license list (cssm.md 1.5). */
export const PAGE_ROWS = 500;
/** Most rows the account search gives (cssm.md 1.5). */
export const SEARCH_ROWS_MAX = 1000;
/** Longest wait that a Retry-After may ask for; larger values are taken as this one. Safety F28. */
export const RETRY_AFTER_MS_MAX = 120_000;
