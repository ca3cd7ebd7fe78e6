import type { Chassis } from '../../chassis.ts';

/** `show logging`: the settings, then the buffer. */
export function showLogging({ record }: Chassis): readonly string[] {
  const { log, logged } = record;
  const target = (name: string, level: string, count: number): readonly string[] => [
    `    ${name} logging: level ${level}, ${count} messages logged, xml disabled,`,
    '                     filtering disabled',
  ];
  return [
    'Syslog logging: enabled (0 messages dropped, 0 messages rate-limited, 0 flushes, 0 overruns, xml disabled, filtering disabled)',
    '',
    'No Active Message Discriminator.',
    '',
    'No Inactive Message Discriminator.',
    '',
    ...target('Console', 'debugging', logged),
    ...target('Monitor', 'debugging', 0),
    ...target('Buffer', 'debugging', logged),
    '    Exception Logging: size (4096 bytes)',
    '    Count and timestamp logging messages: disabled',
    '    File logging: disabled',
    '    Persistent logging: disabled',
    '',
    'No active filter modules.',
    '',
    `    Trap logging: level informational, ${logged} message lines logged`,
    '',
    'Log Buffer (102400 bytes):',
    '',
    ...log.map(({ line }) => line),
  ];
}
