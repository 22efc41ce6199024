export const protection = {
  tooManyBlocks: 'There are already {max} blocks. Remove some that are no longer needed.',
  addressInvalid: 'Enter an IPv4 or IPv6 address, such as 203.0.113.7.',
  chooseKey: 'Choose an API key of this workspace.',
  blocked: 'This is not allowed here.',
  textTooLong: 'A text has {length} characters, but this app accepts at most {max}. Shorten it.',
  requestTooLarge: 'The request has {kilobytes} KB, but this app accepts at most {max} KB.',
} as const
