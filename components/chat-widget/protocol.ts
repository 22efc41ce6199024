/**
 * What page and frame say to each other, each with the exact origin of the other side:
 * the frame is `ready`, the page `open`ed it, the frame wants to be `close`d. Nothing else is listened to.
 */
export const MESSAGE_TYPES = ['patchbay:ready', 'patchbay:open', 'patchbay:close'] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]

export interface Listening {
  window: Window
  /** The window that may speak. */
  source: () => Window | null
  /** Its exact origin. */
  origin: string
  onMessage: (type: MessageType) => void
}

/** Hears the other side and nobody else (T70). @returns how to stop. */
export function listenTo({ window, source, origin, onMessage }: Listening): () => void {
  const listener = (event: MessageEvent) => {
    if (event.origin !== origin || event.source === null || event.source !== source()) return
    const type = parseMessage(event.data)
    if (type) onMessage(type)
  }
  window.addEventListener('message', listener)
  return () => window.removeEventListener('message', listener)
}

export function tell(target: Window | null | undefined, origin: string, type: MessageType): void {
  target?.postMessage({ type }, origin)
}

/** Exactly `{ type }` with a known type. */
export function parseMessage(data: unknown): MessageType | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const [entry, ...others] = Object.entries(data)
  if (entry?.[0] !== 'type' || others.length > 0) return null
  return MESSAGE_TYPES.find((type) => type === entry[1]) ?? null
}
