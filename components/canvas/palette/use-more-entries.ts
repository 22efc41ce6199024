import { useEffect, useState } from 'react'

/** Synonyms of nodes and the actions of integrations; null until they are loaded, after the first rendering. */
export function useMoreEntries() {
  const [loaded, setLoaded] = useState<typeof import('./more-entries') | null>(null)
  useEffect(() => {
    let isShown = true
    // If they cannot be loaded, the palette lists only the nodes.
    import('./more-entries')
      .then(
        ({ ActionEntries, PaletteStarts, SYNONYMS }) =>
          isShown && setLoaded({ ActionEntries, PaletteStarts, SYNONYMS }),
      )
      .catch(() => null)
    return () => {
      isShown = false
    }
  }, [])
  return loaded
}
