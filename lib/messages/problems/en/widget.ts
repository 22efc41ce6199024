export const widget = {
  alreadyDelivered: 'This request was already delivered, or it no longer exists.',
} as const
