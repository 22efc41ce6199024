declare global {
  interface Window {
    /** Set by tests before the page loads: render counts by component name. */
    patchbayRenders?: Map<string, number>
  }
}

const counts = typeof window === 'undefined' ? undefined : window.patchbayRenders

/** Counts renders for tests. Evaluated once at page load; a no-op otherwise. */
export const countRender: (part: string) => void = counts
  ? (part) => counts.set(part, (counts.get(part) ?? 0) + 1)
  : () => {}
