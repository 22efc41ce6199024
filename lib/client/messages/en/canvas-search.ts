export const canvasSearch = {
  find: 'Find in the drawing',
  found: { one: '{count} text', other: '{count} texts' },
  hint: 'Labels, node types, settings and the references in them. Letter case does not count.',
  replace: 'Replace',
  replaceAll: { one: 'Replace {count} place', other: 'Replace {count} places' },
  replaceBy: 'Replace by',
  replaced: {
    one: '{count} place replaced. Undo brings it back.',
    other: '{count} places replaced. Undo brings them back.',
  },
  title: 'Find and replace',
  where: 'A click on a result goes to its field.',
} as const
