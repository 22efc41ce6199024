import { fillIn } from './fill-in'

/** Every text of frame and page in English, in one table. `{name}` is filled in by `fill`; other languages are in locales/. */
export const texts = {
  newChat: 'New chat',
  closeChat: 'Close chat',
  messages: 'Messages',
  you: 'You said:',
  assistant: 'Answer:',
  placeholder: 'Write a message…',
  send: 'Send message',
  stop: 'Stop',
  stopped: 'Stopped',
  thinking: 'Thinking',
  waitsForApproval: 'Waiting for a person',
  waitsForTime: 'Waiting for a set time',
  copy: 'Copy',
  copied: 'Copied',
  copyAnswer: 'Copy answer',
  rateUp: 'Good answer',
  rateDown: 'Bad answer',
  rateReason: 'What was wrong? (optional)',
  rateSend: 'Send',
  rateThanks: 'Thank you for telling us.',
  copyCode: 'Copy code',
  retry: 'Try again',
  retryIn: 'You can try again in {seconds} s.',
  offline: 'You are offline. Messages can be sent when the connection is back.',
  connectionLost: 'The connection was lost before the answer was complete.',
  noConnection: 'The chat cannot be reached. Check your connection and try again.',
  ended: 'This chat is not available any more.',
  charactersLeft: '{count} characters left',
  charactersOver: '{count} characters too many',
  sources: 'Sources',
  sourceWord: 'Source',
  source: 'Source {number}: {name}',
  sourceOnPage: 'Source {number}: {name}, page {page}',
  page: 'Page {page}',
  shortPage: 'p. {page}',
  passage: 'Passage',
  closePassage: 'Back to the chat',
  passageFailed: 'This passage cannot be shown any more.',
  loading: 'Loading…',
  toNewest: 'Go to the newest message',
  suggestions: 'Suggestions',
  quoted: 'Quotes from your documents, no language model',
  emptyAnswer: 'The answer is empty.',
  run: 'Run',
  result: 'Result',
  optional: 'optional',
  choose: 'Choose…',
  missing: '“{label}” is missing.',
  notNumber: '“{label}” is not a number.',
  notJson: '“{label}” is not valid JSON.',
  notEmail: '“{label}” is not an e-mail address.',
  poweredBy: 'Made with Patchbay',
  conversations: 'Conversations',
  noConversations: 'Earlier conversations will be here.',
  deleteConversation: 'Delete “{title}”',
  signIn: 'Please sign in on this web page to use the chat.',
  speak: 'Read aloud',
  stopSpeaking: 'Stop reading',
  listen: 'Speak instead of typing',
  stopListening: 'Stop listening',
  notHeard: 'Nothing was understood. Allow the microphone and try again.',
  leadTitle: 'How can we reach you?',
  leadSend: 'Send',
  leadSkip: 'Not now',
  leadThanks: 'Thank you. We have your details.',
  consentMissing: 'Please tick the box to go on.',
  handover: 'Talk to a person',
  handoverText: 'A person gets this conversation. You may add a note.',
  handoverNote: 'Note (optional)',
  handoverSend: 'Ask for a person',
  cancel: 'Cancel',
  handoverQueued: 'Telling a person…',
  handoverSent: 'A person has been told.',
  handoverRetrying: 'It takes longer than usual to reach a person. We keep trying.',
  handoverFailed: 'No person could be reached.',
  approve: 'Yes',
  reject: 'No',
  comment: 'Comment (optional)',
  answered: 'Answered',
} as const

export type TextKey = keyof typeof texts
export type Texts = Record<TextKey, string>

let shown: Texts = texts

/** Before anything is drawn. */
export function setTexts(table: Texts): void {
  shown = table
}

export function fill(key: TextKey, values: Record<string, string | number> = {}): string {
  return fillIn(shown[key], values)
}
