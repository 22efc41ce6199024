export const runs = {
  appHasProblems: 'This app has problems. Fix them before you run it.',
  stopped: 'The run was stopped.',
  deleted: 'The run was deleted.',
  pictureGone: 'An image of this run no longer exists.',
  documentGone: 'A document of this run no longer exists. Send it again.',
  recordingGone: 'A recording of this run no longer exists. Send it again.',
  nodeNotRunnable: 'This node cannot run on its own because it works inside the node that it is connected to.',
  versionGone: 'The version of this run no longer exists.',
  missing: 'This run does not exist.',
  inProgress: 'The run is in progress. Cancel it first, or wait until it finishes.',
  tooMany: 'Too many runs are in progress. Try again in a moment.',
  graphGone: 'The graph of this run no longer exists.',
  nodeMissing: 'The graph of this run does not have this node.',
  versionGoneRunDraft: 'The version of this run no longer exists. Run the draft instead.',
  cursorOfOtherOrder: 'This cursor belongs to a list with a different sort order.',
  inputsUnknown:
    '{count, plural, one {# node that this one depends on has} other {# nodes that this one depends on have}} no result yet. Run {count, plural, one {it} other {them}} first.',
  appInputsMissing: "This part starts with the app's inputs. Fill them in first.",
  lastEventIdInvalid: 'Last-Event-ID must be a number.',
  closed: 'This run read documents that you may not see.',
  closedAskEditor:
    'This run read documents that you may not see. Ask an editor of the workspace to look at it, or to open the documents to you.',
} as const
