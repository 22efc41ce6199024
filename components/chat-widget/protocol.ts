import { fieldsOf } from './chat/fields-of'

/**
 * What page and frame say to each other, each with the exact origin of the other side. The fields are texts, and a
 * message has exactly those that stand here. Nothing else is listened to. What is written in the chat never leaves it.
 */
const FIELDS = {
  // The frame to the page.
  'patchbay:ready': [],
  'patchbay:close': [],
  'patchbay:event': ['name', 'runId'],
  // The page to the frame.
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

/** What the page is told of, as `patchbay:<name>`. `identify`: the token has ended, another one is asked for. */
export const CHAT_EVENTS = ['message', 'answer', 'error', 'feedback', 'lead', 'handover', 'identify'] as const
export type ChatEvent = (typeof CHAT_EVENTS)[number]

const MAX_LENGTH = 8_192

export interface Listening {
  window: Window
  /** The window that may speak. */
  source: () => Window | null
  /** Its exact origin. */
  origin: string
  onMessage: (message: Message) => void
}

/** Hears the other side and nobody else (T70). @returns how to stop. */
export function listenTo({ window, source, origin, onMessage }: Listening): () => void {
  const listener = (event: MessageEvent) => {
    if (event.origin !== origin || event.source === null || event.source !== source()) return
    const message = parseMessage(event.data)
    if (message) onMessage(message)
  }
  window.addEventListener('message', listener)
  return () => window.removeEventListener('message', listener)
}

export function tell(target: Window | null | undefined, origin: string, message: Message): void {
  target?.postMessage(message, origin)
}

export function parseMessage(data: unknown): Message | null {
  return isMessage(data) ? data : null
}

/** A known type with exactly its fields, all of them texts. */
function isMessage(data: unknown): data is Message {
  const { type, ...fields } = fieldsOf(data)
  const names: readonly string[] | undefined = Object.entries(FIELDS).find(([name]) => name === type)?.[1]
  return (
    names?.length === Object.keys(fields).length &&
    names.every((name) => typeof fields[name] === 'string' && fields[name].length <= MAX_LENGTH)
  )
}
