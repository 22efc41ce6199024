export const sandbox = {
  tooLarge: 'The code or its input is too large: at most 256 KB of code and 4 MB of input.',
  timeout: 'The code did not finish within {seconds} seconds.',
  ended: 'The process that runs code ended. Try again.',
  busy: 'Too much code is running on this server. Try again in a few minutes.',
  notStarted: 'Code cannot run because the process that runs it did not start. Reinstall or rebuild Patchbay.',
} as const
