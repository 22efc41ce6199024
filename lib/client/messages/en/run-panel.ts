export const runPanel = {
  title: 'Run',
} as const
