export const checks = {
  inProgress: 'This check is already in progress. Wait for it, or stop it.',
  ended: 'This check has already ended.',
  notConnected: 'Connect the service first: there is no model to check yet.',
  languageModelsOnly: 'Only language models can be checked.',
  noExamples: 'This part of the data set has no examples. Choose another.',
} as const
