import { AppError } from '@/lib/core/app-error'
import type { DocumentSection, ParsedDocument } from './parsed-document'

const MAX_TEXT_CHARACTERS = 20_000_000

/** @throws TOO_LARGE for more characters than a document may hold */
export function checkLength(characters: number): void {
  if (characters > MAX_TEXT_CHARACTERS)
    throw new AppError('TOO_LARGE', 'This file holds more than 20 million characters. Split it.')
}

/** Puts a document's text together and remembers where its headings stand. */
export class TextBuilder {
  readonly sections: DocumentSection[] = []
  private readonly parts: string[] = []
  private size = 0

  get length(): number {
    return this.size
  }

  /** A paragraph, list or table, set off by an empty line. */
  block(text: string): void {
    const clean = cleanText(text).trim()
    if (clean) this.write(`${this.gap()}${clean}`)
  }

  /** A line that goes on with the block before it. */
  line(text: string): void {
    const clean = cleanText(text).trim()
    if (clean) this.write(`${this.size > 0 ? '\n' : ''}${clean}`)
  }

  /** A line of a list that goes on with the block before it, as far in as it is written. */
  item(text: string): void {
    const clean = cleanText(text).trimEnd()
    if (clean.trim()) this.write(`${this.size > 0 ? '\n' : ''}${clean}`)
  }

  heading(level: number, title: string): void {
    const clean = cleanText(title).replace(/\s+/g, ' ').trim()
    if (!clean) return
    this.write(this.gap())
    const start = this.size
    this.write(clean)
    this.sections.push({ level, title: clean.slice(0, 300), start, contentStart: this.size })
  }

  /** Source code as it is, under the name of what it declares; the declaration belongs to its text. */
  code(text: string, name: string): void {
    const clean = text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
    if (!clean) return
    this.write(this.gap())
    const start = this.size
    this.write(clean)
    if (name) this.sections.push({ level: 1, title: name, start, contentStart: start })
  }

  /** Another document at the end of this one, its headings one level below. */
  append({ text, sections }: Pick<ParsedDocument, 'text' | 'sections'>): void {
    if (!text) return
    this.write(this.gap())
    const offset = this.size
    this.write(text)
    for (const { level, title, start, contentStart } of sections) {
      const place = { start: start + offset, contentStart: contentStart + offset }
      this.sections.push({ level: Math.min(6, level + 1), title, ...place })
    }
  }

  toString(): string {
    return this.parts.join('')
  }

  private gap(): string {
    return this.size > 0 ? '\n\n' : ''
  }

  private write(text: string): void {
    this.size += text.length
    checkLength(this.size)
    this.parts.push(text)
  }
}

/** What the database refuses or screens garble: NUL, lone surrogates, other control characters; one kind of line end. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\u00ad/g, '')
}
