import type { DocumentSection, ParsedDocument } from '../parsed-document'
import type { Chunk } from './chunk'
import { splitUnits, type TextUnit } from './split-units'

export const MAX_CHUNK_TOKENS = 200
const MAX_CONTEXT_TOKENS = 48

export interface ChunkDocumentOptions {
  document: Pick<ParsedDocument, 'text' | 'title' | 'pages' | 'sections'>
  countTokens: (text: string) => number
  maxTokens?: number
}

/** Cuts a document into passages for search: whole sentences, lists and tables together, never across a heading. */
export function chunkDocument({ document, countTokens, maxTokens = MAX_CHUNK_TOKENS }: ChunkDocumentOptions): Chunk[] {
  const chunks: Chunk[] = []
  for (const { start, end, headings } of sectionsOf(document)) {
    const context = clipTokens(
      [document.title, ...headings].filter(Boolean).join(' > '),
      MAX_CONTEXT_TOKENS,
      countTokens,
    )
    const units = splitUnits({ text: document.text, start, end, maxTokens, countTokens })
    for (const { page, ...pack } of packByPage(units, document.pages, maxTokens)) {
      const text = document.text.slice(pack.start, pack.end)
      chunks.push({
        ordinal: chunks.length,
        kind: 'text',
        text,
        context,
        headings,
        page,
        start: pack.start,
        end: pack.end,
        parent: null,
        tokenCount: pack.tokens,
      })
    }
  }
  return chunks
}

interface SectionRange {
  start: number
  end: number
  headings: string[]
}

function sectionsOf({ text, sections }: { text: string; sections: readonly DocumentSection[] }): SectionRange[] {
  const ranges: SectionRange[] = [{ start: 0, end: sections[0]?.start ?? text.length, headings: [] }]
  const path: DocumentSection[] = []
  for (const [index, section] of sections.entries()) {
    while (path.length > 0 && (path.at(-1)?.level ?? 0) >= section.level) path.pop()
    path.push(section)
    const end = sections[index + 1]?.start ?? text.length
    ranges.push({ start: section.contentStart, end, headings: path.map(({ title }) => title) })
  }
  return ranges
}

/** A chunk is of one page, so that what is cited from it names the right one; a sentence belongs to the page where it begins. */
function packByPage(
  units: readonly TextUnit[],
  pages: ParsedDocument['pages'],
  maxTokens: number,
): (TextUnit & { page: number | null })[] {
  const groups: { page: number | null; units: TextUnit[] }[] = []
  for (const unit of units) {
    const page = pages.find((candidate) => unit.start < candidate.end)?.page ?? null
    const last = groups.at(-1)
    if (last?.page === page) last.units.push(unit)
    else groups.push({ page, units: [unit] })
  }
  return groups.flatMap((group) => packUnits(group.units, maxTokens).map((pack) => ({ ...pack, page: group.page })))
}

/** As few chunks as the limit allows, of about equal size, so that none is a leftover sentence. */
function packUnits(units: readonly TextUnit[], maxTokens: number): TextUnit[] {
  let left = units.reduce((sum, unit) => sum + unit.tokens, 0)
  const packs: TextUnit[] = []
  let target = 0
  for (const unit of units) {
    const last = packs.at(-1)
    if (last && last.tokens + unit.tokens <= maxTokens && last.tokens + unit.tokens / 2 <= target) {
      last.end = unit.end
      last.tokens += unit.tokens
    } else {
      // What is left is divided evenly again, for the packs before were not exactly of the target's size.
      target = left / Math.max(1, Math.ceil(left / maxTokens))
      packs.push({ ...unit })
    }
    left -= unit.tokens
  }
  return packs
}

function clipTokens(text: string, maxTokens: number, countTokens: (text: string) => number): string {
  if (countTokens(text) <= maxTokens) return text
  const words = text.split(/\s+/)
  while (words.length > 1 && countTokens(words.join(' ')) > maxTokens) words.length = Math.ceil(words.length * 0.8) - 1
  return words.join(' ').slice(0, 4 * maxTokens)
}
