import type { DocumentSection, ParsedDocument } from '../parse/parsed-document'
import type { TextRange } from '../text/split-sentences'

export interface SectionRange extends TextRange {
  /** Heading path, outermost first. */
  headings: string[]
}

/** The parts of a text between its headings, each with the heading path above it. */
export function sectionsOf({ text, sections }: Pick<ParsedDocument, 'text' | 'sections'>): SectionRange[] {
  const ranges: SectionRange[] = [{ start: 0, end: sections[0]?.start ?? text.length, headings: [] }]
  const path: DocumentSection[] = []
  for (const [index, section] of sections.entries()) {
    while (path.length > 0 && (path.at(-1)?.level ?? 0) >= section.level) path.pop()
    path.push(section)
    const next = sections[index + 1]
    const end = next?.start ?? text.length
    const isBare = text.slice(section.contentStart, end).trim() === ''
    const headings = path.map(({ title }) => title)
    // A heading without text is searchable by itself, such as a slide with only a title.
    if (isBare && (next?.level ?? 0) <= section.level)
      ranges.push({ start: section.start, end: section.contentStart, headings: headings.slice(0, -1) })
    else ranges.push({ start: section.contentStart, end, headings })
  }
  return ranges.filter(({ start, end }) => end > start)
}
