export const webhooks = {
  payloadMissing: 'A form must carry the message as JSON in its field "payload". Otherwise send JSON.',
  keysUnavailable: 'The keys of {host} cannot be loaded. Try again later.',
  signatureInvalid: 'The signature or token is missing, invalid or too old.',
} as const
