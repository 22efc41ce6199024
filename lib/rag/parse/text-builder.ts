import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { DocumentSection, ParsedDocument } from './parsed-document'

const MAX_TEXT_CHARACTERS = 20_000_000

/** @throws TOO_LARGE above the maximum document length */
export function checkLength(characters: number): void {
  if (characters > MAX_TEXT_CHARACTERS) throw new AppError('TOO_LARGE', problem('documents.tooManyCharacters'))
}

/** Collects a document's text and the positions of its headings. */
export class TextBuilder {
  readonly sections: DocumentSection[] = []
  private readonly parts: string[] = []
  private size = 0

  get length(): number {
    return this.size
  }

  /** A paragraph, list or table, separated by an empty line. */
  block(text: string): void {
    const clean = cleanText(text).trim()
    if (clean) this.write(`${this.gap()}${clean}`)
  }

  /** A line that continues the previous block. */
  line(text: string): void {
    const clean = cleanText(text).trim()
    if (clean) this.write(`${this.size > 0 ? '\n' : ''}${clean}`)
  }

  /** A list line that continues the previous block, keeping its indentation. */
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

  /** Source code under the name of its declaration, which is part of the text. */
  code(text: string, name: string): void {
    const clean = text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
    if (!clean) return
    this.write(this.gap())
    const start = this.size
    this.write(clean)
    if (name) this.sections.push({ level: 1, title: name, start, contentStart: start })
  }

  /** Appends another document with its headings one level lower. */
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

/**
 * Removes characters that PostgreSQL rejects or that garble output: NUL, lone surrogates, control
 * characters; normalizes line ends.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\u00ad/g, '')
}
