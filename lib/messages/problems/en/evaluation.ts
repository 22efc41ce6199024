export const evaluation = {
  checkFailed: 'The check failed. Start it again.',
  noAnswer: 'The model did not answer.',
  comparisonFailed: 'The comparison failed. Start it again.',
  questionDeleted: 'The question was deleted.',
  stepsFailed: '{notes}',
} as const
