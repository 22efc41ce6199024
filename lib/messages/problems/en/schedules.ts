export const schedules = {
  previousRunning: 'Skipped because the previous run had not ended.',
  notStarted: 'It could not be started.',
  neverFires: 'This schedule never runs: there is no such day.',
  fiveFields: 'Enter five fields: minute, hour, day of month, month, day of week. For example: 0 7 * * 1-5.',
  cronInvalid: 'This is not a valid cron expression. {reason}',
} as const
