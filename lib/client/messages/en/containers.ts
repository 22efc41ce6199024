export const containers = {
  addInside: 'Add a step inside “{name}”',
  andMore: { one: 'and {count} more', other: 'and {count} more' },
  deleteTitle: 'Delete what is inside as well?',
  deleteText: {
    one: 'There is {count} node inside of what you delete. Undo brings everything back.',
    other: 'There are {count} nodes inside of what you delete. Undo brings everything back.',
  },
  edgeName: '{from}: {fromPort} → {to}: {toPort}',
  emptyHint: 'Drag steps in here, or add one with the + above.',
  fold: 'Fold “{name}” into a card',
  lostEdges: { one: 'An edge could not stay', other: '{count} edges could not stay' },
  moveOut: 'Move out of “{name}”',
  stepsInside: { one: '{count} step inside', other: '{count} steps inside' },
  unfold: 'Unfold',
} as const
