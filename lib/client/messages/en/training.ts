export const training = {
  'kind-chat': 'Language model',
  'kind-classifier': 'Classifier',
  chooseModel: 'Choose a trained model',
  classCount: { one: '{count} class', other: '{count} classes' },
  missingModel: '{name} (not in production)',
  noClassifier: 'There is no trained classifier in production.',
  trainOne: 'Train one',
} as const
