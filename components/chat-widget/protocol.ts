import { fieldsOf } from './chat/fields-of'

/**
 * Messages between page and frame, each sent to the exact origin of the other side. All fields are strings, and a
 * message has exactly the fields listed here. Other messages are ignored. Chat content never leaves the frame.
 */
const FIELDS = {
  // Messages from the frame to the page.
  'patchbay:ready': [],
  'patchbay:close': [],
  'patchbay:event': ['name', 'runId'],
  // Messages from the page to the frame.
  'patchbay:open': [],
  'patchbay:send': ['text'],
  'patchbay:identify': ['token'],
  'patchbay:reset': [],
  'patchbay:theme': ['tokens'],
} as const

export type MessageType = keyof typeof FIELDS
export type Message = {
  [Type in MessageType]: { type: Type } & Record<(typeof FIELDS)[Type][number], string>
}[MessageType]

/** Events dispatched as `patchbay:<name>`. `identify`: the token has expired and a new one is requested. */
export const CHAT_EVENTS = ['message', 'answer', 'error', 'feedback', 'lead', 'handover', 'identify'] as const
export type ChatEvent = (typeof CHAT_EVENTS)[number]

const MAX_LENGTH = 8_192

export interface Listening {
  window: Window
  /** The expected window. */
  source: () => Window | null
  /** The exact origin of the server. */
  origin: string
  onMessage: (message: Message) => void
}

/** Listens to the other side only. @returns a function that unsubscribes */
export function listenTo({ window, source, origin, onMessage }: Listening): () => void {
  const listener = (event: MessageEvent) => {
    if (event.origin !== origin || event.source === null || event.source !== source()) return
    const message = parseMessage(event.data)
    if (message) onMessage(message)
  }
  window.addEventListener('message', listener)
  return () => window.removeEventListener('message', listener)
}

export function postTo(target: Window | null | undefined, origin: string, message: Message): void {
  target?.postMessage(message, origin)
}

export function parseMessage(data: unknown): Message | null {
  return isMessage(data) ? data : null
}

/** A known type with exactly its fields, all of them strings. */
function isMessage(data: unknown): data is Message {
  const { type, ...fields } = fieldsOf(data)
  const names: readonly string[] | undefined = Object.entries(FIELDS).find(([name]) => name === type)?.[1]
  return (
    names?.length === Object.keys(fields).length &&
    names.every((name) => typeof fields[name] === 'string' && fields[name].length <= MAX_LENGTH)
  )
}
