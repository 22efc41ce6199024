export const variables = {
  environmentMissing:
    'The environment variable “{name}” has no value here. An owner can set one under Settings › Environment variables.',
  environmentsMissing:
    '“{environment}” has no value of the environment {count, plural, one {variable} other {variables}} {names}. An owner can set values under Settings › Environment variables.',
  environmentUnfit: 'The value for “{place}” does not fit the type {type}.',
  environmentTooLong: 'A value has at most {max, number} bytes, not {bytes, number}.',
  environmentSecret:
    'The value for “{place}” looks like a credential, which every editor could read. Save it as a secret instead.',
  environmentsTooMany: 'A workspace has at most {max, number} environment variables. Delete one first.',
  unknown: 'The app has no variable “{name}”. Declare it in the Input node.',
  unfit: 'The value does not fit the operation “{operation}” of the variable “{name}”, whose type is {type}.',
  tooLong:
    'The value of the variable “{name}” would have {characters, number} characters; the maximum is {max, number}. Raise the limit in the Input node, or store less.',
} as const
