/** Causes of a notification for the members of a workspace. */
export const ALERT_KINDS = [
  'run-given-up',
  'dead-letter',
  'schedule-missed',
  'credential-missing',
  'budget',
  'release',
  'traffic-stopped',
  'sync-failed',
  'tools-missing',
  'mcp-tools-changed',
  'reconnect',
  'visitor-files',
  'clock-wrong',
  'proxy-untrusted',
  'runs-stalled',
  'quality',
] as const
