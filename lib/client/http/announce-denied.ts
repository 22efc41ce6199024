const NAME = 'patchbay:refused'
/** Codes of lost permissions: not signed in, not allowed, not found. */
const STATUSES = [401, 403, 404]

/** Notifies the shell of a denied request, which then checks access to this tab's workspace. */
export function announceDenied(status: number): void {
  if (STATUSES.includes(status)) globalThis.window?.dispatchEvent(new Event(NAME))
}

export function onDenied(listener: () => void): () => void {
  window.addEventListener(NAME, listener)
  return () => window.removeEventListener(NAME, listener)
}
