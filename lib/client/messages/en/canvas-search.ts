export const canvasSearch = {
  find: 'Find on the canvas',
  found: '{count, plural, one {# match} other {# matches}}',
  hint: 'Searches labels, node types, settings and references. Case-insensitive.',
  replace: 'Replace',
  replaceAll: '{count, plural, one {Replace # match} other {Replace # matches}}',
  replaceBy: 'Replace with',
  replaced: '{count, plural, one {# match replaced. Undo reverts it.} other {# matches replaced. Undo reverts them.}}',
  title: 'Find and replace',
  where: 'Select a result to go to its field.',
} as const
