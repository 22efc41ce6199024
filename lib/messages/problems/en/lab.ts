export const lab = {
  searchesFailed: '“{name}”: {count} searches in a row failed. {error}',
  configurationFailed: '“{name}”: {error}',
  runWithoutPassages: 'This run found no passages in a knowledge base.',
  modelRequired: 'Writing questions requires a language model. Connect one under Models.',
  noRows: 'This file has no rows.',
  noQuestions: 'Add questions with known answers first.',
  tooManySearches:
    '{questions} questions with {configurations} configurations are too many searches for one run. Choose fewer configurations.',
  comparisonInProgress: 'A comparison is already in progress. Wait for it, or cancel it.',
  comparisonEnded: 'This comparison has already ended.',
  noPassages: 'There are no passages to write questions about yet. Add documents first.',
  writingInProgress: 'A model is already writing questions. Wait for it, or cancel it.',
  tooManyQuestions: 'The lab of a knowledge base holds at most {max} questions.',
  questionExists: 'This question is already in the lab.',
  tooManyRows: 'A file has at most {max} rows. Split it.',
} as const
