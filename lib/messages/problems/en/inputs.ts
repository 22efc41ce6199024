export const inputs = {
  notUploadedFile: '“{name}” must be an uploaded file.',
  documentsTooLong:
    'The documents have {characters} characters in total, but this app accepts at most {max}. Send fewer or shorter documents.',
  missing: '“{name}” is missing.',
  messageNotText: '“message” must be text.',
  messageEmpty: 'The message is empty. Write a message.',
  messageTooLong: 'A message has at most {max} characters. Shorten it.',
  unknown: 'This app has no input “{name}”. Its inputs are: {names}.',
  fieldNotJson: '“{label}” ({name}) is not valid JSON.',
  notFileIds: '“{name}” must list the ids of uploaded files.',
  tooManyFiles: '“{name}” must be a list of at most {max} file ids.',
  textTooLong: '“{label}” has {length} characters, but at most {max} are allowed.',
  fieldInvalid: '“{label}” ({name}) must be {expected}.',
  removed: 'The app no longer has the input “{name}”.',
  messageMissing: 'Write a message first.',
} as const
