export const tools = {
  unknown: 'The tool “{name}” does not exist.',
  parameterUnknown: 'The parameter “{name}” does not exist.',
  parameterMissing: 'The parameter “{name}” is missing.',
  failedWithoutReason: 'The tool failed without giving a reason.',
} as const
