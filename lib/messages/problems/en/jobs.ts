export const jobs = {
  takenOver: 'Another process has this job.',
  timeout: 'The job took longer than {seconds} seconds.',
  serverStopping: 'The server is stopping.',
  cutOffRepeatedly:
    '{reason, select, none {This} other {{reason} This}} was interrupted repeatedly and is not retried. Start it again.',
  failedUnexpectedly: 'It failed unexpectedly.',
} as const
