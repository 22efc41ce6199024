export const publish = {
  title: 'Publish',
} as const
