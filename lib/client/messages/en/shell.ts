export const shell = {
  title: 'Shell',
} as const
