export const evaluation = {
  checkFailed: 'The check failed. Start it again.',
  noAnswer: 'The model did not answer.',
  comparisonFailed: 'The comparison failed. Start it again.',
  questionDeleted: 'The question was deleted.',
  stepsFailed: '{notes}',
  inputsMismatch: 'The inputs of the case do not fit the inputs of the app.',
  noCases: 'The data set has no approved cases in this split. Add cases, or choose another split.',
  noRuns: 'This app has no finished runs yet. Run it first, or enter questions.',
  runWithoutInputs: 'This run has no inputs, so it cannot become a test.',
  tooManyAnswers:
    'This needs {total, number} answers. An experiment has at most {max, number}: use fewer cases, variants or repeats.',
  experimentEnded: 'This experiment has ended already.',
  experimentRuns: 'This experiment is still running.',
  experimentFailed: 'The experiment failed. Resume it.',
  budgetReached: 'The budget of the experiment is used up. Increase it to resume.',
} as const
