/** Findings of the rules of a canary or shadow, and reasons for its end. */
export const rollouts = {
  notEnoughRuns: '{candidate} of the new version and {base} of the live one have finished; each needs {needed}.',
  lostAlready:
    '{failed} of the first {runs} runs failed, against {usual} % of the live version: more than its rule allows, even if all others succeed.',
  failureInterval:
    'Failed runs: the difference to the live version is between {low} and {high} points, now or at any earlier time (at most {points, plural, one {# point} other {# points}} allowed).',
  notClearYet: 'Not clear yet. {difference}',
  notClearInTime: 'Not clear after {days, number} days. {difference}',
  failures: 'Failed runs: {now} % against {before} % (at most {points, plural, one {# point} other {# points}} more).',
  latency: 'Slowest twentieth: {now} ms against {before} ms (at most {percent} % more).',
  cost: 'Cost of a run: {now} against {before} (at most {percent} % more).',
  costUnknown:
    'Cost of a run: not compared because {count, plural, one {# run} other {# runs}} called a model without a known price.',
  ratingsTooFew: 'Feedback: too few ratings to compare.',
  ratings: 'Good ratings: {now} % against {before} %.',
  reasons: '{reasons}',
  rulesMet: 'Its rules were met.',
  stoppedBy: '{name} stopped it.',
  promoted: 'It was made live.',
  replaced: 'Another version went live.',
} as const
