/** Triggers: events of services that start runs. */
export const triggers = {
  unknown: 'This installation does not have the event.',
  noSample: 'There is no event yet. Capture one, or wait for the first.',
} as const
