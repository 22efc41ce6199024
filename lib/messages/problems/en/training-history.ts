/** Events of a trained model. */
export const trainingHistory = {
  started: 'Training started',
  cancelled: 'Training cancelled',
  trained: 'Version {version} was trained as a candidate',
  replaced: 'Version {version} replaced version {previous} in production',
  promoted: 'Version {version} moved to production',
  shared: 'Version {version} receives {share} % of the calls',
  stageCandidate: 'Version {version} is now a candidate',
  stageProduction: 'Version {version} is now in production',
  stageRetired: 'Version {version} is now retired',
  described: 'The model card was edited',
} as const
