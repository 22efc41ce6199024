const NAME = 'patchbay:refused'
/** What a person meets whose rights have ended: not signed in, not allowed, not there. */
const STATUSES = [401, 403, 404]

/** The server refused something: the shell asks whether this tab still has its workspace. */
export function announceRefusal(status: number): void {
  if (STATUSES.includes(status)) globalThis.window?.dispatchEvent(new Event(NAME))
}

export function onRefusal(listener: () => void): () => void {
  window.addEventListener(NAME, listener)
  return () => window.removeEventListener(NAME, listener)
}
