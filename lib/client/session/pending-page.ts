type Listener = () => void

const listeners = new Set<Listener>()
let wanted: string | null = null

function set(address: string | null): void {
  if (address === wanted) return
  wanted = address
  for (const listener of listeners) listener()
}

/** Normalizes addresses for comparison. */
export function joinAddress(path: string, search: URLSearchParams): string {
  return search.size > 0 ? `${path}?${search}` : path
}

/** The page of a pending navigation, as path and query. */
export const pendingPage = {
  read: (): string | null => wanted,
  want: (address: string): void => set(address),
  /** Called when it is loaded or cancelled. */
  forget: (): void => set(null),
  /** A newer navigation stays pending. */
  forgetOnly(address: string): void {
    if (wanted === address) set(null)
  },
  /** @returns a function that unsubscribes */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
