export const releases = {
  nothingLive: 'No version is live in this environment. Promote the version instead.',
  changedMeanwhile: 'Another version has gone live here in the meantime. Check it and decide again.',
  alreadyLive: 'This version is already live here. Choose another.',
  rolloutInProgress: 'A canary or shadow release is in progress here. Stop it first.',
  appInBin: 'The app is in the bin.',
  overSeeHistory: 'This release request is already closed. Check the history.',
  canaryHasNoTime: 'A canary release starts when someone approves it, so it has no scheduled time.',
  ownRequest: 'You requested this release, so someone else must approve it.',
  requestAnswered: 'This request has already been answered.',
  timeChanged: 'The time was changed in the meantime. Check it and decide again.',
  alreadyRequested: 'This release has already been requested. Someone else must approve it, or it must be withdrawn.',
  alreadyPlanned: 'This release is already scheduled for that time.',
  versionHasProblems: 'This version was saved with problems. Restore it, fix them, and publish it then.',
  timePassed: 'Choose a time in the future.',
  otherInputs:
    'This version takes different inputs than the live version, so it cannot serve the same callers. Promote it instead.',
  notApprovedHere: 'This version has not been approved for this environment. Request its release instead.',
  neverLive: 'This version has never been live in this environment. Promote it instead.',
  secondPersonRequired:
    'Exceeding the approved share requires a second person: someone other than the person who started the canary release.',
  over: 'The release has already ended.',
} as const
