export const backup = {
  fileMissing: 'The file {file} does not exist.',
  targetNotEmpty:
    'This Patchbay already contains data. Restore into a new data folder or database: PATCHBAY_DATA_DIR=… npm run restore FILE',
  otherVersion: 'This backup was created by another version of Patchbay. Restore it with that version, then update.',
  incomplete: 'This file is not a complete Patchbay backup.',
  fileOutside: 'The backup was rejected because it names a file outside its folder.',
} as const
