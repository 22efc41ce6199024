export const appFile = {
  tooLarge: 'An app file may be at most {megabytes} MB.',
  notJson: 'This file is not JSON, or it was cut off: {reason}',
} as const
