type Listener = () => void

const listeners = new Set<Listener>()
/** Whether anybody has been signed in on this page. */
let wasSignedIn = false
let isOut = false

/** Whether a session has ended under an open page, which keeps what it shows until somebody signs in again. */
export const signedOut = {
  read: (): boolean => isOut,
  /** What the server said last of who is signed in. */
  note(isSignedIn: boolean): void {
    if (isSignedIn) wasSignedIn = true
    const next = wasSignedIn && !isSignedIn
    if (next === isOut) return
    isOut = next
    for (const listener of listeners) listener()
  },
  /** @returns what ends it. */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** A server may take a session and refuse all the same what comes with it. */
const AGAIN_MS = 2_000

/**
 * What was refused for want of a session: resolves once somebody has signed in again. A page that never had one goes to
 * the door.
 * @param refusals how often it was refused before, in spite of a session; then it is asked less often
 */
export function signIn(refusals = 0): Promise<void> {
  signedOut.note(false)
  if (!isOut) {
    const here = window.location.pathname + window.location.search
    window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
  }
  return new Promise((resolve) => {
    const end = signedOut.subscribe(() => {
      end()
      if (refusals === 0) resolve()
      else setTimeout(resolve, AGAIN_MS)
    })
  })
}
