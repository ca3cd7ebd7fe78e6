/** Longest start of a log line that is looked at: sequence number, time stamp, facility, severity, mnemonic. */
const HEAD_LENGTH_MAX = 160;

const MESSAGE_NAME = /^%[A-Z0-9_]{1,40}(?:-[A-Z0-9_]{1,40}){0,3}-[0-7]-[A-Z0-9_]{1,60}: /;
const TIME_STAMP = /^[*.]?[A-Za-z0-9*.:, +-]{0,80}$/;

/**
 * True for a line that the logging process wrote into a session: `*Nov 24 04:26:01.123: %SYS-5-CONFIG_I: ...`, with or
 * without sequence number and time stamp. Refusals of the parser (`% Invalid input`) are none.
 */
export function isSyslogLine(line: string): boolean {
  const percent = line.slice(0, HEAD_LENGTH_MAX).indexOf('%');
  if (percent === -1) return false;
  if (!MESSAGE_NAME.test(line.slice(percent, percent + HEAD_LENGTH_MAX))) return false;
  if (percent === 0) return true;
  const before = line.slice(0, percent);
  return before.endsWith(': ') && TIME_STAMP.test(before);
}
