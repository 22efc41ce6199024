export const secrets = {
  missing: 'There is no secret named {secret}. Add it under Settings.',
  addressNotAllowed: 'The secret {secret} may not be sent to {address}. Add this address under Settings.',
} as const
