import { connectionsOf } from './connections'
import type { Template } from './template'
import { allTemplates } from './templates.gen'

/** Shown first: the most common apps, all of which work with the built-in models. */
const FIRST = ['chat-with-documents', 'website-assistant', 'support-triage', 'spreadsheet-clean-up']

/** Templates in the order of the gallery: those that need nothing, then by category. */
export const templates: readonly Template[] = allTemplates.toSorted(
  (a, b) => rankOf(a) - rankOf(b) || Number(isOpen(b)) - Number(isOpen(a)),
)

export function templateOf(id: string): Template | undefined {
  return templates.find((template) => template.id === id)
}

function rankOf({ id }: Template): number {
  const rank = FIRST.indexOf(id)
  return rank < 0 ? FIRST.length : rank
}

/** Works with nothing but the built-in models. */
function isOpen({ needs, graph }: Template): boolean {
  return connectionsOf(graph).length === 0 && needs.every((need) => need === 'documents' || need === 'website')
}
