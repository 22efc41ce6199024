export const apps = {
  notPublished: 'The app is not published. Publish it before you run it automatically.',
  missing: 'This app does not exist.',
  subAppNotPublished: 'The app that this step runs is not published.',
  changedInOtherTab: 'This app was changed in another tab. Load that version, or overwrite it with yours.',
} as const
