export const callbacks = {
  notPublicHttps: 'The callback must be an https address on the public internet.',
  noSecretYet: 'This app has no callback secret yet. Create one in the studio under Automations.',
  answered: '{host} responded with {status}.',
  secretMissing: 'The app has no callback secret.',
} as const
