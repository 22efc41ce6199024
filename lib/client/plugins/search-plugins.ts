import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'

interface PluginMatch {
  plugin: PluginSummary
  /** Matching actions, best first; all of them where the service itself matches. */
  actions: readonly ActionSummary[]
}

interface Terms {
  words: readonly string[]
  weight: number
}

interface IndexEntry {
  plugin: PluginSummary
  terms: readonly Terms[]
  actions: readonly { action: ActionSummary; terms: readonly Terms[] }[]
}

/** Prepared once per catalog, so that each key press only compares words. */
export function indexPlugins(catalog: readonly PluginSummary[]): readonly IndexEntry[] {
  return catalog.map((plugin) => ({
    plugin,
    terms: [
      { words: wordsOf(plugin.label), weight: 8 },
      { words: wordsOf(plugin.id), weight: 8 },
      { words: plugin.synonyms.flatMap(wordsOf), weight: 4 },
      { words: plugin.categories.flatMap(wordsOf), weight: 1 },
    ],
    actions: plugin.actions.map((action) => ({
      action,
      terms: [
        { words: wordsOf(action.label), weight: 2 },
        { words: wordsOf(action.id), weight: 2 },
        { words: action.synonyms.flatMap(wordsOf), weight: 1 },
      ],
    })),
  }))
}

/**
 * Services and actions that match every word by prefix, with one typing error from four letters; best matches first,
 * equal ones in the order of the catalog.
 */
export function searchPlugins(index: readonly IndexEntry[], query: string): PluginMatch[] {
  const words = query.toLowerCase().replaceAll('-', '').split(/\s+/).filter(Boolean)
  if (words.length === 0) return index.map(({ plugin }) => ({ plugin, actions: plugin.actions }))
  return index
    .flatMap((entry) => {
      const entryScore = scoreAll(entry.terms, words)
      const found = entry.actions
        .map(({ action, terms }) => ({ action, score: scoreAll([...entry.terms, ...terms], words) }))
        .filter(({ score }) => score > entryScore)
        .toSorted((a, b) => b.score - a.score)
      const best = Math.max(entryScore, found[0]?.score ?? 0)
      if (best === 0) return []
      const actions = found.length > 0 ? found.map(({ action }) => action) : entry.plugin.actions
      return [{ match: { plugin: entry.plugin, actions }, score: best }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ match }) => match)
}

/** The sum of the best score of each word; 0 if one of the words matches nothing. */
function scoreAll(terms: readonly Terms[], words: readonly string[]): number {
  let total = 0
  for (const word of words) {
    const best = Math.max(...terms.map(({ words: known, weight }) => weight * bestOf(known, word)))
    if (best <= 0) return 0
    total += best
  }
  return total
}

function bestOf(names: readonly string[], word: string): number {
  let best = 0
  for (const term of names) best = Math.max(best, quality(term, word))
  return best
}

/** Chinese has no spaces, so its words may match anywhere in a term. */
function quality(term: string, word: string): number {
  if (term === word) return 3
  if (term.startsWith(word)) return 2
  if (/\p{Script=Han}/u.test(word) && term.includes(word)) return 2
  return word.length >= 4 && isOneErrorFromPrefix(term, word) ? 1 : 0
}

/** Whether a prefix of the term differs by one inserted, missing, wrong or swapped letter. */
function isOneErrorFromPrefix(term: string, word: string): boolean {
  let index = 0
  while (index < word.length && term[index] === word[index]) index += 1
  const rest = word.slice(index)
  const tail = term.slice(index)
  return (
    tail.startsWith(rest.slice(1)) || // wrong or inserted letter
    tail.slice(1).startsWith(rest) || // missing letter
    tail.slice(1).startsWith(rest.slice(1)) ||
    (tail[0] === rest[1] && tail[1] === rest[0] && tail.slice(2).startsWith(rest.slice(2)))
  )
}

/** Words of a name. `PostgreSQL` is also found by `sql`, and `E-mail` by `email`; `MySQL` has `sql` as a synonym. */
function wordsOf(text: string): string[] {
  const parts = text.replace(/([a-z]{3})([A-Z]{2,})/g, '$1 $2').split(/[\s/_.:]+/)
  const words = [...text.split(/[\s/_.:]+/), ...parts].flatMap((part) => [part.replaceAll('-', ''), ...part.split('-')])
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word !== ''))]
}
