export const conversations = {
  notChat: 'This app takes named inputs and has no conversations.',
  conversationAndHistory: 'Send either a conversation or a history, not both.',
  nothingToContinue: 'The message to continue from has no answer: its run is in progress, failed or was stopped.',
  runInProgress: 'A run of this conversation is in progress. Cancel it first, or wait until it finishes.',
} as const
