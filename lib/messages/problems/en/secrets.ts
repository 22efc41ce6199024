export const secrets = {
  missing: 'There is no secret named {secret}. Add it under Settings.',
  addressNotAllowed: 'The secret {secret} may not be sent to {address}. Add this address under Settings.',
  masterKeyNotWritten: 'The master key could not be written to {file}: {code}.',
  masterKeyUnreadable: 'The master key {file} could not be read: {code}.',
  masterKeyShared: 'Other users can read the master key {file}. Run chmod 600 on it.',
  masterKeyEmpty: '{where} contains no key.',
  masterKeyTwice: '{where} contains the same key twice.',
  masterKeyFormat: '{where} must contain entries such as k1:base64, separated by commas.',
  masterKeyLength: 'The key {kid} of {where} must have 32 bytes in base64, but it has {length}.',
  masterKeyExample:
    'The key {kid} of {where} is a publicly known example value. Create one with: openssl rand -base64 32',
  masterKeyMissing:
    'The master key {file} is missing. Restore it from your backup, because the stored secrets cannot be read without it.',
} as const
