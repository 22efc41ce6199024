type Listener = () => void

const listeners = new Set<Listener>()
let wanted: string | null = null

function set(address: string | null): void {
  if (address === wanted) return
  wanted = address
  for (const listener of listeners) listener()
}

/** As the router's own address and one that is asked for can be compared. */
export function joinAddress(path: string, search: URLSearchParams): string {
  return search.size > 0 ? `${path}?${search}` : path
}

/** The page that was asked for and is not here yet, as path and query. */
export const wantedPage = {
  read: (): string | null => wanted,
  want: (address: string): void => set(address),
  /** It is here, or not wanted any more. */
  forget: (): void => set(null),
  /** What another wish has taken the place of stays. */
  forgetOnly(address: string): void {
    if (wanted === address) set(null)
  },
  /** @returns what ends it. */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
