export const canvas = {
  title: 'Canvas',
} as const
