import { unknownWord } from './unknown.ts';

/**
 * The same object, but reading a member that it does not have is an error that names the nearest one. Scenarios are run
 * without a type check, so `check.equals(...)` must not end as "is not a function".
 */
export function strict<T extends object>(what: string, members: T): T {
  return new Proxy(members, {
    get(target, name, receiver): unknown {
      // Symbols and `then` are asked for by the language itself, when a value is awaited or printed.
      if (typeof name === 'symbol' || name === 'then' || name === 'toJSON' || Reflect.has(target, name)) {
        return Reflect.get(target, name, receiver);
      }
      throw unknownWord('SCENARIO_WORD', what, name, Object.keys(target));
    },
  });
}
