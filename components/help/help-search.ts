'use client'
import { z } from 'zod'
import { fetchHelp } from './help-data'

const Hit = z.object({
  id: z.string(),
  path: z.string(),
  anchor: z.string(),
  title: z.string(),
  heading: z.string(),
  excerpt: z.string(),
})
export type HelpHit = z.infer<typeof Hit>

const MAX_HITS = 20
/** The same fields as in scripts/build/build-help.mjs, which writes the index. */
const FIELDS = ['title', 'heading', 'text']
const STORED = ['title', 'heading', 'path', 'anchor', 'excerpt']

let loading: Promise<(text: string) => HelpHit[]> | null = null

/** Loads the index and the search library with the first search. After a failure, the next search tries again. */
export function loadHelpSearch(): Promise<(text: string) => HelpHit[]> {
  loading ??= makeSearch().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

async function makeSearch() {
  const [{ default: MiniSearch }, index] = await Promise.all([import('minisearch'), fetchHelp('search.json')])
  const search = await MiniSearch.loadJSAsync(z.custom<Parameters<typeof MiniSearch.loadJSAsync>[0]>().parse(index), {
    fields: FIELDS,
    storeFields: STORED,
  })
  return (text: string): HelpHit[] => {
    const options = { prefix: true, fuzzy: 0.15, boost: { title: 4, heading: 3 } }
    const strict = search.search(text, { ...options, combineWith: 'AND' })
    const found = strict.length > 0 ? strict : search.search(text, options)
    return found.slice(0, MAX_HITS).map((hit) => Hit.parse(hit))
  }
}
