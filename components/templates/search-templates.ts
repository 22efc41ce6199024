import type { TemplateCategory, TemplateView } from '@/lib/contracts/templates'

export interface TemplateFilter {
  search: string
  category: TemplateCategory | 'all'
  /** Keeps only templates that run without a key of a service. */
  isKeyless: boolean
}

/** Search terms that the card does not show: category, and names and synonyms of the node types and integrations. */
export type ExtraTerms = (template: TemplateView) => readonly string[]

/** Templates that match every word, titles first. An empty search keeps all in their order. */
export function searchTemplates(
  all: readonly TemplateView[],
  { search, category, isKeyless }: TemplateFilter,
  extraTerms: ExtraTerms,
): TemplateView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const allowed = all.filter(
    (template) => (category === 'all' || template.category === category) && (!isKeyless || worksWithoutKey(template)),
  )
  if (words.length === 0) return allowed
  return allowed
    .map((template) => ({ template, score: scoreOf(template, words, extraTerms) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ template }) => template)
}

/** Runs with the built-in models and its sample data. */
export function worksWithoutKey({ needs, connections }: Pick<TemplateView, 'needs' | 'connections'>): boolean {
  return connections.length === 0 && needs.every((need) => need === 'documents' || need === 'website')
}

/** The best field of each word, summed up; 0 if a word matches nowhere. */
function scoreOf(template: TemplateView, words: readonly string[], extraTerms: ExtraTerms): number {
  const fields: [weight: number, text: string][] = [
    [4, template.name],
    [3, template.tags.join('\n')],
    [2, extraTerms(template).join('\n')],
    [1, template.description],
  ]
  const scores = words.map((word) => fields.find(([, text]) => text.toLowerCase().includes(word))?.[0] ?? 0)
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0)
}
