/** Tables of a workspace. */
export const tables = {
  missing: 'The table “{name}” does not exist in this workspace.',
  gone: 'This table no longer exists.',
  rowGone: 'This row no longer exists.',
  nameTaken: 'A table named “{name}” already exists. Choose another name.',
  tooMany: 'A workspace has at most {max} tables. Delete one first.',
  columnMissing: 'The table “{table}” has no column “{column}”.',
  columnTwice: 'Two columns have the id “{id}”. Rename one of them.',
  unfit: 'A value of “{column}” does not fit its type ({type}).',
  unfitRows:
    '{count, plural, one {# row has} other {# rows have}} a value of “{column}” that does not fit the new settings.',
  valueMissing: '“{column}” needs a value.',
  valueTaken: 'Another row of “{table}” has the same value in a unique column.',
  notUnique: '“{column}” is not unique, so it cannot identify rows. Select a unique column.',
  allRows: 'This step changes all rows of the table. Add a filter, or turn on “Change all rows”.',
  tooManyAtOnce: 'A step inserts at most {max} rows at once, not {count}.',
  full: '“{table}” would have {count} rows. A table has at most {max}.',
  rowTooLarge: 'The row has {bytes} bytes. A row has at most {max}.',
  rowsExpected: 'The input Rows takes an object or a list of objects.',
  badCsv: 'The CSV file cannot be read: {reason}',
} as const
