import type { Span } from './document-blocks'
import { characterWidth, isChinese, latinCode, type PdfFont } from './pdf-fonts'

/** Text in one font, placed as a whole. */
interface PdfPiece {
  text: string
  font: PdfFont
  width: number
  href: string | null
  strike: boolean
}

/**
 * Pieces between which no line may break. `space` is the width of the gap before the word, unless the word starts a
 * line.
 */
export interface PdfWord {
  pieces: PdfPiece[]
  width: number
  space: number
  breaksBefore: boolean
}

/** Reports the characters that no font of the document contains. */
export class MissingGlyphs extends Error {
  constructor(readonly characters: readonly string[]) {
    super(`PDF files cannot contain these characters: ${characters.join(' ')}`)
  }
}

const REPLACED: ReadonlyMap<string, string> = new Map([
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2212', '-'],
  ['\u2002', ' '],
  ['\u2003', ' '],
  ['\u2009', ' '],
  ['\u202f', ' '],
])
/** Control characters, soft hyphens, zero-width characters and variation selectors, which are not drawn. */
const INVISIBLE = /[^\P{Cc}\n\t]|\p{Cf}|\p{Variation_Selector}/gu

/** @throws MissingGlyphs */
export function pdfWords(spans: readonly Span[], { size, bold = false }: { size: number; bold?: boolean }): PdfWord[] {
  const builder = new WordBuilder(size)
  for (const span of spans) builder.add(span, fontOf(span, bold))
  if (builder.missing.size > 0) throw new MissingGlyphs([...builder.missing])
  return builder.words
}

class WordBuilder {
  readonly words: PdfWord[] = []
  readonly missing = new Set<string>()
  private space = 0
  private breaksBefore = false
  /** Whether Latin text continues the last word. */
  private isGlued = false

  constructor(private readonly size: number) {}

  add({ text, href, strike }: Span, latin: PdfFont): void {
    const visible = text.normalize('NFC').replaceAll('\t', ' ').replaceAll(INVISIBLE, '')
    for (const [part] of visible.matchAll(/\n| +|[^\n ]+/gu)) {
      if (part.trim() === '') this.gap(part, latin)
      else
        for (const run of runsOf(part, this.missing)) {
          const font = run.isChinese ? 'chinese' : latin
          const width = [...run.text].reduce((sum, character) => sum + characterWidth(character, font), 0)
          this.place({ text: run.text, font, width: sized(width, this.size), href, strike }, run.isChinese)
        }
    }
  }

  private gap(part: string, font: PdfFont): void {
    if (part === '\n') this.breaksBefore = true
    else this.space = part.length * sized(characterWidth(' ', font), this.size)
    this.isGlued = false
  }

  private place(piece: PdfPiece, isChinese: boolean): void {
    const last = this.words.at(-1)
    if (this.isGlued && last && !isChinese) {
      last.pieces.push(piece)
      last.width += piece.width
    } else {
      const { space, breaksBefore } = this
      this.words.push({ pieces: [piece], width: piece.width, space, breaksBefore })
    }
    this.space = 0
    this.breaksBefore = false
    this.isGlued = !isChinese
  }
}

const sized = (width: number, size: number): number => (width * size) / 1_000

function fontOf({ bold, italic, code }: Span, always: boolean): PdfFont {
  if (code) return 'mono'
  if (bold || always) return italic ? 'boldItalic' : 'bold'
  return italic ? 'italic' : 'regular'
}

/** Splits a word into Latin text, and single characters of Chinese, between which a line may break. */
function runsOf(word: string, missing: Set<string>): { text: string; isChinese: boolean }[] {
  const runs: { text: string; isChinese: boolean }[] = []
  for (const written of word) {
    const character = REPLACED.get(written) ?? written
    if (isChinese(character)) runs.push({ text: character, isChinese: true })
    else if (latinCode(character) === null) missing.add(written)
    else {
      const last = runs.at(-1)
      if (last && !last.isChinese) last.text += character
      else runs.push({ text: character, isChinese: false })
    }
  }
  return runs
}

/** Breaks words into lines of at most this width. A longer word is split. */
export function pdfLines(words: readonly PdfWord[], width: number): PdfWord[][] {
  const lines: PdfWord[][] = []
  let line: PdfWord[] = []
  let used = 0
  for (const word of words.flatMap((one) => splitWord(one, width))) {
    const needed = line.length === 0 ? word.width : word.space + word.width
    if (word.breaksBefore || (line.length > 0 && used + needed > width)) {
      lines.push(line)
      line = []
      used = 0
    }
    used += line.length === 0 ? word.width : needed
    line.push(word)
  }
  return line.length > 0 || lines.length === 0 ? [...lines, line] : lines
}

function splitWord(word: PdfWord, width: number): PdfWord[] {
  if (word.width <= width) return [word]
  return word.pieces
    .flatMap((piece) => [...piece.text].map((text) => ({ ...piece, text, width: piece.width / piece.text.length })))
    .map((piece, index) => ({
      pieces: [piece],
      width: piece.width,
      space: index === 0 ? word.space : 0,
      breaksBefore: index === 0 && word.breaksBefore,
    }))
}
