type Listener = () => void

const listeners = new Set<Listener>()
let wanted: string | null = null

function setPage(address: string | null): void {
  if (address === wanted) return
  wanted = address
  for (const listener of listeners) listener()
}

/** Joins path and query in one form, so that addresses can be compared. */
export function joinAddress(path: string, search: URLSearchParams): string {
  return search.size > 0 ? `${path}?${search}` : path
}

/** The page of a pending navigation, as path and query. */
export const pendingPage = {
  read: (): string | null => wanted,
  want: (address: string): void => setPage(address),
  /** Call this when the page is loaded or its navigation cancelled. */
  forget: (): void => setPage(null),
  /** Forgets this page, but not a newer navigation. */
  forgetOnly(address: string): void {
    if (wanted === address) setPage(null)
  },
  /** @returns a function that unsubscribes */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
