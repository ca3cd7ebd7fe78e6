import { ConfigError, isLicenseLabError } from 'catalyst-license-lab/core';
import { createPainter, type Painter } from '../evidence/console.ts';
import { printable } from '../evidence/printable.ts';
import type { ScenarioContext, ScenarioExit } from './context.ts';

/** How a verb writes: lines for people, and with `--json` one object on the last line of stdout. */
export interface Voice {
  readonly paint: Painter;
  readonly say: (lines: readonly string[]) => void;
  readonly result: (verb: string, value: Readonly<Record<string, unknown>>) => void;
}

/** Options that every scenario verb has. */
export interface VoiceOptions {
  readonly json?: boolean | undefined;
  /** False with `--no-color`. */
  readonly color?: boolean | undefined;
}

/** Makes the voice of one verb. With `--json` people read stderr. */
export function createVoice(context: ScenarioContext, { json = false, color = true }: VoiceOptions): Voice {
  const people = json ? context.stderr : context.stdout;
  const noColor = context.env['NO_COLOR'];
  const isColored = color && people.isTTY === true && (noColor === undefined || noColor === '');
  return {
    paint: createPainter(isColored),
    say(lines) {
      if (lines.length > 0) people.write(`${lines.join('\n')}\n`);
    },
    result(verb, value) {
      if (json) context.stdout.write(`${JSON.stringify({ schema: `liclab.${verb}/1`, ...value })}\n`);
    },
  };
}

/** Tells an error to people and with `--json` as the object; gives the exit code. */
export function tellError(
  context: ScenarioContext,
  verb: string,
  options: VoiceOptions,
  error: unknown,
): ScenarioExit {
  const isExpected = isLicenseLabError(error);
  const message = error instanceof Error ? error.message : String(error);
  const hint = isExpected ? error.hint : null;
  const lines = [
    `error: ${message}`,
    ...(hint === null ? [] : [`hint:  ${hint}`]),
    ...(isExpected ? [`code:  ${error.code}`] : []),
  ];
  context.stderr.write(
    `${lines
      .flatMap((line) => line.split('\n'))
      .map(printable)
      .join('\n')}\n`,
  );
  const code = isExpected ? error.code : 'DEFECT';
  createVoice(context, options).result(verb, { error: { code, message, hint } });
  return error instanceof ConfigError || (isExpected && error.definite) ? 2 : 3;
}
