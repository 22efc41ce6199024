import type { PaletteEntry } from './palette-entries'

/** Entries that match every word of the query, best matches first. An empty query keeps all in their order. */
export function searchEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...entries]
  const matches = entries.flatMap((entry) => {
    const scores = words.map((word) => scoreOf(entry, word))
    const total = scores.reduce((sum, score) => sum + score, 0)
    return scores.every((score) => score > 0) ? [{ entry, total }] : []
  })
  return matches.toSorted((a, b) => b.total - a.total).map(({ entry }) => entry)
}

/** Names count more than synonyms, and synonyms more than descriptions. 0 means no match. */
function scoreOf({ id, label, description, synonyms }: PaletteEntry, word: string): number {
  const name = label.toLowerCase()
  if (name.startsWith(word)) return 8
  if (synonyms.includes(word)) return 7
  if (name.split(/\s+/).some((part) => part.startsWith(word))) return 6
  if (name.includes(word) || id.includes(word)) return 5
  if (synonyms.some((synonym) => synonym.startsWith(word))) return 4
  if (synonyms.some((synonym) => synonym.includes(word))) return 2
  return description.toLowerCase().includes(word) ? 1 : 0
}
