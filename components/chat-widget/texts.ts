import { fillIn } from './fill-in'
import type { FailureCode } from './locales/failures'
import type { richTexts } from './rich/rich-texts'

/** The texts of the first message and a plain answer in English. `{name}` is filled in by `fill`; other languages are in locales/. */
const texts = {
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
  retry: 'Try again',
  offline: 'You are offline. Messages can be sent when the connection is back.',
  connectionLost: 'The connection was lost before the answer was complete.',
  noConnection: 'The chat cannot be reached. Check your connection and try again.',
  ended: 'This chat is not available any more.',
  charactersLeft: '{count} characters left',
  charactersOver: '{count} characters too many',
  toNewest: 'Go to the newest message',
  suggestions: 'Suggestions',
  emptyAnswer: 'The answer is empty.',
  poweredBy: 'Made with Patchbay',
  conversations: 'Conversations',
  signIn: 'Please sign in on this web page to use the chat.',
  handover: 'Talk to a person',
} as const

export type TextKey = keyof typeof texts | keyof typeof richTexts | FailureCode
export type Texts = Record<TextKey, string>

let english: Partial<Texts> = texts
let shown: Partial<Texts> = {}

/** Before anything is drawn. */
export function setTexts(table: Texts): void {
  shown = table
}

/** What the rich parts say in English comes with them. */
export function addTexts(table: typeof richTexts): void {
  english = { ...texts, ...table }
}

export function fill(key: TextKey, values: Record<string, string | number> = {}): string {
  return fillIn(shown[key] ?? english[key] ?? key, values)
}

/** A failure in the visitor's language. English, and a language without words for it, says the server's own sentence. */
export function failureText(code: string, message: string): string {
  const table: Readonly<Record<string, string>> = shown
  return table[code] ?? message
}
