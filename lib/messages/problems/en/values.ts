export const values = {
  invalidJson: 'This is not valid JSON: {reason}',
  noSuchTime: 'This day or time does not exist. Choose another.',
  timeZoneUnknown: 'The time zone “{timeZone}” does not exist. Choose one such as Europe/Berlin.',
  wrongKind: '“{label}” takes {kind}, but received {value}.',
  referenceMissing:
    '{reference} has no value: the output of “{label}” does not contain it. Check the path, or select the value again.',
  schemaIssues: '{issues}',
} as const
