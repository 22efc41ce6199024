export const approvals = {
  timeout: 'The request was not answered in time.',
  linkInvalid: 'This link is not valid or has expired. Ask the sender for a new one.',
  notAccepted: 'The answer could not be saved. Try again.',
  runStopped: 'The run was stopped before anyone answered, so a decision is no longer needed.',
  tooLate: 'The deadline for this answer has passed.',
  notForKeys:
    'Only certain people may answer this, so an API key cannot. API keys answer requests without assignees that do not require a second person.',
  signInToAnswer: 'Only certain people may answer this. Sign in and answer in the inbox.',
  notNeeded: 'This request no longer needs an answer.',
  noLink: 'Only certain people may answer this, so it has no link. They answer in the inbox.',
  missing: 'This request does not exist.',
  forOthers: 'This request is assigned to other people.',
  secondPerson: 'You started this run, so someone else must answer.',
} as const
