/** What a state of the safety contract means while a person waits. States not listed speak for themselves. */
const MEANINGS: Readonly<Record<string, string>> = {
  PLANNED: 'not begun',
  ADMITTED: 'connecting',
  IDENTIFIED: 'reading its state',
  PREFLIGHT_PASSED: 'locking the configuration',
  LOCKED: 'about to write',
  EDIT_INTENT: 'writing the boot level',
  EDIT_SEEN: 'level written, about to save',
  SAVE_INTENT: 'saving',
  SAVE_PROVEN: 'saved, checking once more',
  DRIFT_CHECKED: 'about to reload',
  RELOAD_INTENT: 'asking for the reload',
  RELOAD_ANSWERED: 'going down',
  DOWN_SEEN: 'rebooting',
  UP_SEEN: 'booted, NETCONF not yet',
  READY_SEEN: 'back, identifying again',
  IDENTIFIED_AGAIN: 'verifying every member',
  VERIFIED: 'at the new level, reporting',
  REPORT_ASKED: 'waiting for CSSM',
  CSSM_SEEN: 'CSSM shows it',
  CLI_RELOAD_INTENT: 'asking for the reload by CLI',
  REVERT_INTENT: 'writing the old level back',
  REVERT_SEEN: 'old level back, saving',
  REVERT_SAVED: 'old level saved',
  AWAITING_WINDOW: 'waiting for the window',
  SAVED_AWAITING_GATE: 'saved, waiting to go on',
};

/** A few words for a state. */
export function stateMeaning(state: string): string {
  return MEANINGS[state] ?? '';
}
