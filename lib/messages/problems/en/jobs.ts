export const jobs = {
  takenOver: 'Another process has this job.',
  timeout: 'The job took longer than {seconds} seconds.',
  serverStopping: 'The server is stopping.',
} as const
