/**
 * What a device says by itself: a line on its console, a log message (`name` is `SYS-5-RESTART`), an event of its smart
 * agent, or one of the agent's messages that ended.
 */
export type News =
  | { readonly kind: 'console'; readonly text: string }
  | { readonly kind: 'log'; readonly name: string; readonly text: string }
  | { readonly kind: 'event'; readonly text: string }
  | { readonly kind: 'message'; readonly type: string; readonly response: string };
