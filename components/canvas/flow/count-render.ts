declare global {
  interface Window {
    /** Set by tests before the page loads: how often each part of the canvas was drawn, by its name. */
    patchbayRenders?: Map<string, number>
  }
}

const counts = typeof window === 'undefined' ? undefined : window.patchbayRenders

/** Tells tests what React draws again. Decided once, when the page loads: with nobody listening it does nothing. */
export const countRender: (part: string) => void = counts
  ? (part) => counts.set(part, (counts.get(part) ?? 0) + 1)
  : () => {}
