export const versions = {
  notExportable: 'Some nodes of this version cannot be exported as code.',
  approvalRequired: 'Production requires an approval. Promote the version under Releases.',
  noFreeAddress: 'No free address was found. Choose one in the settings.',
  addressTaken: 'The address “{address}” is taken. Choose another.',
  appChangedReload: 'The app was changed in another tab. Reload it, then save the version.',
  appChanged: 'The app was changed after you opened this page. Check the changes and publish again.',
  appHasProblems: 'This app has problems. Fix them before you publish it.',
} as const
