export const internal = {
  fault: 'Internal error: {detail}',
} as const
