export const environments = {
  secretNotAllowed:
    'The secret {secret} of {environment} may not be sent to {address}. Add this address under Releases.',
  nameTaken: 'An environment named “{name}” already exists. Choose another name.',
  tooMany: 'An app has at most {max} environments.',
  builtin: 'This environment is part of every app and cannot be deleted.',
  modelReplacedTwice: 'A model is replaced twice. Keep one of the two lines.',
  replacementReplaced: 'A model that replaces another one cannot be replaced itself.',
  missing: 'This environment does not exist.',
} as const
