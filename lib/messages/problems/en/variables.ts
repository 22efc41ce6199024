export const variables = {
  unknown: 'The app has no variable “{name}”. Declare it in the Input node.',
  unfit: 'The value does not fit the operation “{operation}” of the variable “{name}”, whose type is {type}.',
  tooLong:
    'The value of the variable “{name}” would have {characters, number} characters; the maximum is {max, number}. Raise the limit in the Input node, or store less.',
} as const
