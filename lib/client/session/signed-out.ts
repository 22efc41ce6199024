type Listener = () => void

const listeners = new Set<Listener>()
/** Whether someone has been signed in on this page. */
let wasSignedIn = false
let isOut = false

/** Whether the session has expired on an open page, which keeps its content until the next sign-in. */
export const signedOut = {
  read: (): boolean => isOut,
  /** Reports what the latest response of the server says about the session. */
  note(isSignedIn: boolean): void {
    if (isSignedIn) wasSignedIn = true
    const next = wasSignedIn && !isSignedIn
    if (next === isOut) return
    isOut = next
    for (const listener of listeners) listener()
  },
  /** @returns a function that unsubscribes */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** Delay if requests are rejected despite a valid session. */
const AGAIN_MS = 2_000

/**
 * Call this after a request was rejected for lack of a session: it resolves once someone has signed in again. A page
 * that never had a session redirects to sign-in.
 */
export function signIn(rejections = 0): Promise<void> {
  signedOut.note(false)
  if (!isOut) {
    const currentPath = window.location.pathname + window.location.search
    window.location.assign(`/sign-in?next=${encodeURIComponent(currentPath)}`)
  }
  return nextChange().then(() => {
    if (rejections > 0) return new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  })
}

/**
 * Resolves unless the session has expired, otherwise after the next sign-in. Until the new session is back in the
 * page's workspace, the server would answer that the page's data does not exist.
 */
export async function untilSignedIn(): Promise<void> {
  while (isOut) await nextChange()
}

function nextChange(): Promise<void> {
  return new Promise((resolve) => {
    const end = signedOut.subscribe(() => {
      end()
      resolve()
    })
  })
}
