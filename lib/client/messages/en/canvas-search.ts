export const canvasSearch = {
  find: 'Find on the canvas',
  found: { one: '{count} match', other: '{count} matches' },
  hint: 'Searches labels, node types, settings and references. Case-insensitive.',
  replace: 'Replace',
  replaceAll: { one: 'Replace {count} match', other: 'Replace {count} matches' },
  replaceBy: 'Replace with',
  replaced: {
    one: '{count} match replaced. Undo reverts it.',
    other: '{count} matches replaced. Undo reverts them.',
  },
  title: 'Find and replace',
  where: 'Select a result to go to its field.',
} as const
