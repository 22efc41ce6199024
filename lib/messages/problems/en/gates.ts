/** Answers of a gate and of its rules. */
export const gates = {
  fails: 'The gate of {environment} rejects this version. {reasons}',
  inconclusive: 'The gate of {environment} cannot decide yet. {reasons}',
  missingScorer: 'The evaluation has no scorer “{scorer}”. Choose one of its scorers.',
  usedByGate: 'The gate of {environment} uses this evaluation. Change the gate first.',
  ownerChangesEvaluation: 'The gate of {environment} uses this evaluation, so only an owner can change how it scores.',
  ownerChangesModels: 'Releases to {environment} pass a gate, so only an owner can change its models.',
  missing: 'This environment has no gate.',
  nothingToMeasure: 'All evidence is up to date or being collected.',
  overrideNeedsOwner: 'Only an owner can release a version that the gate does not pass.',
  evaluationDeleted: 'The evaluation of the gate was deleted. An owner must choose another.',
  notMeasured: 'This version was not evaluated. Run the evaluation.',
  otherVersion: 'Evidence is for version {version}. Run the evaluation again.',
  otherGraph: 'Evidence is for an earlier draft. Run the evaluation again.',
  dataChanged: 'The data set has changed. Run the evaluation again.',
  scorersChanged: 'The scorers have changed. Run the evaluation again.',
  modelsChanged: 'The settings of the models have changed. Run the evaluation again.',
  tooOld: 'The evidence is {days, plural, one {# day} other {# days}} old. Run the evaluation again.',
  incomplete: 'The evaluation did not finish. Resume it, or run it again.',
  evidenceFits:
    'Measured with this graph, data set, scorers and models: {count, plural, one {# example} other {# examples}}.',
  noValue: 'No answer has a score of “{metric}”.',
  metricPasses: '“{metric}” is {value} [{low}, {high}], and its lower bound must be at least {threshold}.',
  metricFails: '“{metric}” is {value} [{low}, {high}], but its lower bound must be at least {threshold}.',
  metricInconclusive: '“{metric}” is {value} [{low}, {high}]. Its lower bound must be at least {threshold}.',
  nothingLive: 'No version has been live here, so there is nothing to compare with.',
  isLive: 'This is the live version.',
  liveNotMeasured: 'The live version has no evidence with the same cases and scorers. Run the evaluation again.',
  notWorse: 'The difference from the live version is {difference} points, between {low} and {high}.',
  worse:
    'It is worse than the live version by {difference} points, between {low} and {high}: {lost} lost, {gained} gained.',
  notWorseUnclear:
    'The difference from the live version is between {low} and {high} points. At most {margin} points may be lost.',
  tooFewPairs:
    '{count, plural, one {# example is} other {# examples are}} too few to compare with the live version: at least {needed} are necessary.',
  noMust: 'No case has the tag “must”.',
  mustPasses: '{count, plural, one {The required case passes} other {All # required cases pass}}.',
  mustFails: '{failed} of {count} required cases {failed, plural, one {fails} other {fail}}.',
  mustUnclear: '{count, plural, one {# required case has} other {# required cases have}} no score.',
  noRegressionTests: 'The app has no regression tests.',
  regressionsPass: 'No regression test fails that the live version passes: {count} tested.',
  regressionsFail:
    '{failed, plural, one {# regression test fails} other {# regression tests fail}} that the live version passes.',
  regressionsUnscored:
    '{count, plural, one {# regression test has} other {# regression tests have}} no score, but the live version passes.',
  regressionsUnclear: 'Regression tests: {reason}',
  latencyPasses: 'p95 of the latency is {value} s, and {max} s is allowed.',
  latencyFails: 'p95 of the latency is {value} s, but {max} s is allowed.',
  latencyUnmeasured:
    'Only {count, plural, one {# answer was} other {# answers were}} measured without reused steps: {needed} are necessary. Run all steps again.',
  costPasses: 'An answer costs {value}, and {max} is allowed.',
  costFails: 'An answer costs {value}, but {max} is allowed.',
  costUnknown: 'The cost of some answers is unknown. Enter the prices of their models.',
  scoredPasses: '{scored} of {count} answers have a verdict.',
  scoredFails: 'Only {scored} of {count} answers have a verdict, and {share} % are required.',
  interrupted:
    '{count, plural, one {# run was} other {# runs were}} interrupted by failures outside the app. Open the experiment and rerun the failures.',
  notAttacked: 'This graph was not attacked recently. Start attacks on the page Evaluate.',
  attacksPass: '{succeeded} of {count} attacks succeeded: at most {high}, and {threshold} is allowed.',
  attacksFail: '{succeeded} of {count} attacks succeeded, but at most {threshold} may.',
  attacksUnclear:
    '{succeeded} of {count} attacks succeeded: at most {high}. More attacks are necessary to show that it is at most {threshold}.',
  judgeUntested: 'The judge of “{metric}” is untested. Label at least 30 of its answers before it decides.',
  judgeWeak: 'The judge of “{metric}” disagrees with people too often to decide. Improve it, or use another scorer.',
  freshCases:
    '{count} versions were measured with this test split. Add new cases, so that the result is not tuned to them.',
} as const
