/** Problems of training data, found before the training starts. */
export const trainingData = {
  rolesUnknown: 'The role “{role}” is not one of system, user and assistant.',
  messageEmpty: 'A message is empty.',
  systemNotFirst: 'A system message follows the first message.',
  noUserMessage: 'The conversation has no message of a user.',
  lastNotAssistant: 'The last message is not from the assistant, so the model has no answer to learn.',
  rolesRepeated: 'Two consecutive messages have the same role.',
  personalData:
    'Personal data would be sent: {kind, select, email {email addresses} iban {bank account numbers} card {card numbers} id {identity numbers} ip {IP addresses} phone {phone numbers} other {{kind}}}.',
  settingUnsupported:
    'This service does not support {setting, select, epochs {the number of epochs} batchSize {the batch size} learningRateMultiplier {the learning rate multiplier} other {{setting}}}. Leave it empty.',
  tooFewExamples: 'There are {count} examples to train on; at least {min} are required.',
  fewExamples: 'Fewer than {min} examples rarely change how a model answers.',
  tooManyExamples: 'At most {max} examples or 200 MB can be sent.',
  exampleTooLong: 'Longer than {limit} tokens: the service truncates the end, which is the answer.',
  notConversation: 'This example cannot be converted to a conversation.',
  noValidation: 'The data set has no validation examples: the curve will show the training loss only.',
  openaiNotice:
    'OpenAI is ending its fine-tuning: organizations that had not used it before May 2026 are rejected, and from 6 January 2027 all are. Tuned models keep answering as long as their base model does.',
  leak: 'The same text is in two parts: the model is tested on what it has learned, so the results would be too good.',
  duplicate: 'The same example occurs more than once.',
  contradiction: 'The same text has a different answer in another example.',
  oneClass: 'A classifier needs examples of at least two classes.',
  tooManyClasses: 'There are {count} classes; at most {max} are supported.',
  tooManyToTrain: 'A classifier can be trained on at most {max} examples.',
  classTooSmall: 'The class “{name}” has {count} examples to train on; at least {min} are required.',
  classesSmall: 'Some classes have fewer than {min} examples. More examples of these would help most.',
  notLabelled: 'A classifier learns from texts with a label; this example has none.',
  noTest:
    'The data set has no test examples: a fifth of the examples is set aside, or the accuracy is measured by cross-validation if there are few.',
} as const
