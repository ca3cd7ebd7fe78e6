import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
import { isLevelAllowed, LEVELS, formatLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { PlanOptions } from '../../core/model/plan.ts';
import type { Config } from '../config/index.ts';
import { DEFAULT_WAVES, resolveWindow } from '../planning/index.ts';
import type { PlanRequest } from '../planning/index.ts';

/** Options of `plan` besides the common ones. */
export function addPlanOptions(command: Command): Command {
  return command
    .requiredOption(
      '--select <expression>',
      'which switches: all, or key=glob joined by commas (repeat for or)',
      collect,
    )
    .requiredOption('--level <level>', 'network-essentials or network-advantage')
    .option('--addon <addon>', 'dna-essentials or dna-advantage; without it the add-on goes away')
    .option('--waves <sizes>', 'sizes of the waves, the rest is a last wave', DEFAULT_WAVES)
    .option('--exposure <number>', 'most switches wrong or down at once')
    .option('--failure-budget <number>', 'no new switch once so many are bad')
    .option(
      '--max-unavailable <number>',
      'most switches of a failure domain wrong or down at once (default: 1)',
    )
    .option(
      '--domain-by <what>',
      'failure domain: inventory, or site for switches without one there',
      'inventory',
    )
    .option('--window <window>', 'when, e.g. "Sat 02:00-04:00 Europe/Berlin" (repeat for more)', collect)
    .option('--without-balance', 'do not count licenses')
    .option('--allow-overuse', 'use more licenses than are owned')
    .option('--accept-feature-loss', 'lower levels although configured features may stop working')
    .option('--save-foreign', 'save unsaved lines of others together with ours')
    .option('--skip-unreadable', 'plan without the switches that cannot be read')
    .option('--on-abort <action>', 'revert or keep what is edited but not reloaded', 'revert')
    .option('--strict', 'exposure = failure budget')
    .option('--verify <transport>', 'verify after the reboot by netconf or cli', 'netconf')
    .option('--no-report', 'the switches do not report to CSSM; needs no CLI at all')
    .option('--cli-reload', 'try the CLI where a switch refuses the NETCONF reload')
    .option('--out <file>', 'where the plan is written');
}

/** What the options ask for. Throws `ConfigError`: `OPTION_INVALID`, `LEVEL_NOT_ALLOWED`, `OPTIONS_CONFLICT`, `WINDOW_*`. */
export function planRequest(
  options: Readonly<Record<string, unknown>>,
  config: Config,
  nowMs: number,
): PlanRequest {
  const strict = options['strict'] === true;
  const exposure = numberOf(options['exposure'], '--exposure');
  if (strict && exposure !== null) {
    throw new ConfigError(
      'OPTIONS_CONFLICT',
      '--strict sets the exposure to the failure budget, so --exposure cannot be given too.',
    );
  }
  return {
    select: textsOf(options['select']),
    target: levelOf(textOf(options['level']), options['addon']),
    waves: textOf(options['waves']),
    exposure,
    failureBudget: numberOf(options['failureBudget'], '--failure-budget'),
    maxUnavailable: numberOf(options['maxUnavailable'], '--max-unavailable'),
    domainBy: oneOf(textOf(options['domainBy']), ['inventory', 'site'], '--domain-by'),
    skipUnreadable: options['skipUnreadable'] === true,
    options: planOptions(options, config, nowMs, strict),
  };
}

function planOptions(
  options: Readonly<Record<string, unknown>>,
  config: Config,
  nowMs: number,
  strict: boolean,
): PlanOptions {
  return {
    deadlines: config.deadlines,
    saveForeign: options['saveForeign'] === true,
    onAbort: oneOf(textOf(options['onAbort']), ['revert', 'keep'], '--on-abort'),
    verify: oneOf(textOf(options['verify']), ['netconf', 'cli'], '--verify'),
    report: options['report'] !== false,
    cliReload: options['cliReload'] === true,
    withoutBalance: options['withoutBalance'] === true,
    allowOveruse: options['allowOveruse'] === true,
    acceptFeatureLoss: options['acceptFeatureLoss'] === true,
    strict,
    windows: textsOf(options['window']).map((text) => resolveWindow(text, nowMs)),
  };
}

/** The level that `--level` and `--addon` name. Throws `OPTION_INVALID`, `LEVEL_NOT_ALLOWED`. */
export function levelOf(networkText: string, addonText: unknown): Level {
  const network = oneOf(networkText, ['network-essentials', 'network-advantage'], '--level');
  const addon =
    addonText === undefined ? null : oneOf(textOf(addonText), ['dna-essentials', 'dna-advantage'], '--addon');
  const level: Level = { network, addon };
  if (isLevelAllowed(level)) return level;
  throw new ConfigError('LEVEL_NOT_ALLOWED', `No switch accepts ${network} with ${addon ?? 'no add-on'}.`, {
    hint: `Valid: ${LEVELS.map(formatLevel).join('; ')}.`,
  });
}

function oneOf<const Word extends string>(text: string, words: readonly Word[], option: string): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new ConfigError(
    'OPTION_INVALID',
    `${option}: expected ${words.join(' or ')}, got "${text.slice(0, 80)}".`,
    {
      hint: suggestWord(text, words),
    },
  );
}

export function numberOf(value: unknown, option: string): number | null {
  if (value === undefined) return null;
  const text = textOf(value);
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text);
  throw new ConfigError(
    'OPTION_INVALID',
    `${option}: expected a whole number from 1, got "${text.slice(0, 80)}".`,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
