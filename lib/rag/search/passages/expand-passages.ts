import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { type Database, rows } from '@/lib/db/database'
import { isCounted } from '../../ingest/hidden-chunks'
import type { OrderedCandidate } from '../rerank/rerank-candidates'
import type { SearchScope } from '../search-scope'

/** Maximum length of an expanded passage. */
const MAX_CHARACTERS = 8_000
/** Chunks examined on each side. */
const REACH = 40

const Around = z.object({
  id: z.string(),
  ordinal: z.number(),
  text: z.string(),
  headings: z.array(z.string()),
  start: z.number(),
  end: z.number(),
})
type Around = z.infer<typeof Around>

export interface ExpandedPassage {
  item: OrderedCandidate
  text: string
  start: number
  end: number
}

/** Expands passages to more of their document. Passages contained in another one are dropped. */
export async function expandPassages(
  db: Database,
  scope: SearchScope,
  items: readonly OrderedCandidate[],
  { neighbours, parents }: Pick<RetrievalOptions['result'], 'neighbours' | 'parents'>,
): Promise<ExpandedPassage[]> {
  if (neighbours === 0 && parents === 'none')
    return items.map((item) => ({ item, text: item.row.text, start: item.row.start, end: item.row.end }))
  const neighborhoods = await readAround(db, scope, items, parents === 'none' ? neighbours : REACH)
  const expanded: ExpandedPassage[] = []
  for (const item of items) {
    const { row } = item
    const isContained = expanded.some(
      (other) => other.item.row.documentId === row.documentId && other.start <= row.start && other.end >= row.end,
    )
    if (!isContained) expanded.push({ item, ...widen(item, neighborhoods.get(row.id) ?? [], neighbours, parents) })
  }
  return expanded
}

function widen(
  { row }: OrderedCandidate,
  neighborhood: readonly Around[],
  neighbours: number,
  parents: RetrievalOptions['result']['parents'],
): { text: string; start: number; end: number } {
  const passage = { ...row, id: row.id }
  const belongs = (chunk: Around) => {
    if (Math.abs(chunk.ordinal - row.ordinal) <= neighbours || parents === 'document') return true
    if (parents === 'none') return false
    if (row.parentStart !== null && row.parentEnd !== null)
      return chunk.start >= row.parentStart && chunk.end <= row.parentEnd
    return chunk.headings.join('\n') === row.headings.join('\n')
  }
  const included: Around[] = [passage]
  const sides = [
    neighborhood.filter(({ ordinal }) => ordinal > row.ordinal).sort((a, b) => a.ordinal - b.ordinal),
    neighborhood.filter(({ ordinal }) => ordinal < row.ordinal).sort((a, b) => b.ordinal - a.ordinal),
  ]
  // Alternates between both sides, so that truncation is equally far on both.
  for (let step = 0; step < REACH; step += 1) {
    for (const side of sides) {
      const next = side[step]
      if (!next) continue
      if (!belongs(next) || lengthOf([...included, next]) > MAX_CHARACTERS) side.length = 0
      else included.push(next)
    }
  }
  return join(included)
}

function lengthOf(chunks: readonly Around[]): number {
  const firstStart = Math.min(...chunks.map(({ start }) => start))
  const lastEnd = Math.max(...chunks.map(({ end }) => end))
  return lastEnd - firstStart
}

/** Offsets remain those of the document: gaps between chunks (mostly white space) become line breaks. */
function join(chunks: readonly Around[]): { text: string; start: number; end: number } {
  const ordered = [...chunks].sort((a, b) => a.start - b.start)
  const start = ordered[0]?.start ?? 0
  let text = ''
  for (const chunk of ordered) {
    const position = start + text.length
    if (chunk.start > position) text += '\n'.repeat(chunk.start - position)
    text += chunk.text.slice(Math.max(0, position - chunk.start))
  }
  return { text, start, end: start + text.length }
}

async function readAround(
  db: Database,
  scope: SearchScope,
  items: readonly OrderedCandidate[],
  reach: number,
): Promise<Map<string, Around[]>> {
  const ids = items.map(({ row }) => row.id).join(',')
  const result = await db.execute(sql`select c.id as "of", n.id, n.ordinal, n.text, n.headings,
      n.start_offset as "start", n.end_offset as "end"
    from chunks c join documents d on d.id = c.document_id
    join chunks n on n.index_id = c.index_id and n.document_id = c.document_id
      and n.ordinal between c.ordinal - ${reach}::int and c.ordinal + ${reach}::int
    where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId} and ${scope.documents}
      and ${isCounted('n', scope)}
      and c.id = any(string_to_array(${ids}, ',')::uuid[])`)
  const found = new Map<string, Around[]>()
  for (const row of z.array(Around.extend({ of: z.string() })).parse(rows(result)))
    found.set(row.of, [...(found.get(row.of) ?? []), row])
  return found
}
