import { bubbleTexts, fillIn } from './bubble-texts'

/** Every text of bubble, frame and page, in one table. `{name}` is filled in by `fill`. */
export const texts = {
  ...bubbleTexts,
  newChat: 'New chat',
  messages: 'Messages',
  you: 'You said:',
  assistant: 'Answer:',
  placeholder: 'Write a message…',
  send: 'Send message',
  stop: 'Stop',
  stopped: 'Stopped',
  thinking: 'Thinking',
  waitsForApproval: 'Waiting for approval',
  waitsForTime: 'Waiting for a set time',
  copy: 'Copy',
  copied: 'Copied',
  copyAnswer: 'Copy answer',
  copyCode: 'Copy code',
  rateUp: 'Good answer',
  rateDown: 'Bad answer',
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
  poweredBy: 'Made with Patchbay',
} as const

export type TextKey = keyof typeof texts

export function fill(key: TextKey, values: Record<string, string | number> = {}): string {
  return fillIn(texts[key], values)
}
