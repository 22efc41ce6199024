import { AppError } from '@/lib/core/app-error'
import type { DocumentSection } from '../parsed-document'

export const MAX_TEXT_CHARACTERS = 20_000_000

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
    if (clean) this.append(`${this.gap()}${clean}`)
  }

  /** A line that goes on with the block before it. */
  line(text: string): void {
    const clean = cleanText(text).trim()
    if (clean) this.append(`${this.size > 0 ? '\n' : ''}${clean}`)
  }

  heading(level: number, title: string): void {
    const clean = cleanText(title).replace(/\s+/g, ' ').trim()
    if (!clean) return
    this.append(this.gap())
    const start = this.size
    this.append(clean)
    this.sections.push({ level, title: clean.slice(0, 300), start, contentStart: this.size })
  }

  toString(): string {
    return this.parts.join('')
  }

  private gap(): string {
    return this.size > 0 ? '\n\n' : ''
  }

  private append(text: string): void {
    this.size += text.length
    if (this.size > MAX_TEXT_CHARACTERS)
      throw new AppError('TOO_LARGE', 'This file holds more than 20 million characters. Split it.')
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
