export const limits = {
  connectionLimit: 'The limit of the connection delayed this call for a minute. Try again later.',
  tooManyAtOnce: 'Too many requests at the same time. Wait until one of them has finished.',
  serverBusy: 'The server is at its limit. Try again in a moment.',
  tooManyRequests: 'Too many requests.',
} as const
