import { fillIn } from './fill-in'
import type { FailureCode } from './locales/failures'
import type { richTexts } from './rich/rich-texts'

/**
 * English texts of the first message and a plain answer. `{name}` is replaced by `fill`; other languages are in
 * locales/.
 */
const texts = {
  newChat: 'New chat',
  closeChat: 'Close chat',
  messages: 'Messages',
  you: 'You said:',
  assistant: 'Answer:',
  placeholder: 'Type a message…',
  send: 'Send message',
  stop: 'Stop',
  stopped: 'Stopped',
  thinking: 'Thinking',
  waitsForApproval: 'Waiting for a person',
  waitsForTime: 'Waiting for a set time',
  retry: 'Try again',
  offline: 'You are offline. Send messages when the connection is back.',
  connectionLost: 'The connection was lost during the answer.',
  noConnection: 'The chat is unreachable. Check your connection and try again.',
  ended: 'The chat is no longer available.',
  charactersLeft: '{count} characters left',
  charactersOver: '{count} characters too many',
  toNewest: 'Go to the latest message',
  suggestions: 'Suggestions',
  emptyAnswer: 'The answer is empty.',
  conversations: 'Conversations',
  signIn: 'Sign in on this website to use the chat.',
  handover: 'Talk to a person',
} as const

export type TextKey = keyof typeof texts | keyof typeof richTexts | FailureCode
export type Texts = Record<TextKey, string>

let english: Partial<Texts> = texts
let shown: Partial<Texts> = {}

/** Call this before the first render. */
export function setTexts(table: Texts): void {
  shown = table
}

/** Adds the English texts of the rich parts. */
export function addTexts(table: typeof richTexts): void {
  english = { ...texts, ...table }
}

export function fill(key: TextKey, values: Record<string, string | number> = {}): string {
  return fillIn(shown[key] ?? english[key] ?? key, values)
}

/** A failure in the visitor's language. English, and languages without a translation, use the server's message. */
export function failureText(code: string, message: string): string {
  const table: Readonly<Record<string, string>> = shown
  return table[code] ?? message
}
