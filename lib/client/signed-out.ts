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

/** What was refused for want of a session: resolves once somebody has signed in again. A page that never had one goes to the door. */
export function signIn(): Promise<void> {
  signedOut.note(false)
  if (!isOut) {
    const here = window.location.pathname + window.location.search
    window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
  }
  return new Promise((resolve) => {
    const end = signedOut.subscribe(() => {
      end()
      resolve()
    })
  })
}
