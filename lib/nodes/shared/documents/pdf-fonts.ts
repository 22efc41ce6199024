/**
 * Fonts that every PDF reader has, so the file does not embed them. For `chinese`, the reader substitutes a font of its
 * own.
 */
export type PdfFont = 'regular' | 'bold' | 'italic' | 'boldItalic' | 'mono' | 'chinese'

/** Widths in thousandths of the font size, from the space to the tilde, as in Adobe's metrics of the standard fonts. */
const REGULAR = widthsOf(
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584',
)
const BOLD = widthsOf(
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584',
)
/** Characters whose width differs from that of their base letter, or that have none. */
const OTHER_WIDTHS: Readonly<Record<string, number>> = {
  '€': 556,
  '…': 1000,
  '‰': 1000,
  '—': 1000,
  '–': 556,
  Œ: 1000,
  œ: 944,
  '™': 1000,
  '•': 350,
  Æ: 1000,
  æ: 889,
  ß: 611,
  Ø: 778,
  ø: 611,
  '°': 400,
  '±': 584,
  '×': 584,
  '÷': 584,
  '¬': 584,
  '©': 737,
  '®': 737,
  '«': 556,
  '»': 556,
  '\u00a0': 278,
  '·': 278,
  '¼': 834,
  '½': 834,
  '¾': 834,
  '¿': 611,
  '‘': 222,
  '’': 222,
  '“': 333,
  '”': 333,
  '„': 333,
  '‚': 222,
  '¹': 333,
  '²': 333,
  '³': 333,
  Ð: 722,
}
const USUAL_WIDTH = 556
const MONO_WIDTH = 600
/** Characters of Windows-1252 between 0x80 and 0x9f; the others have their Unicode number. */
const CODES: ReadonlyMap<string, number> = new Map(
  [...'€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'].flatMap((character, index): [string, number][] =>
    character === '\0' ? [] : [[character, 0x80 + index]],
  ),
)
/** Han characters, kana, and the symbols, punctuation and full-width forms used with them. */
const CHINESE =
  /^[\u2190-\u2193\u221a\u221e\u2248\u2260\u2264\u2265\u2460-\u2469\u25a0\u25a1\u25b2\u25b3\u25c6\u25c7\u25cb\u25cf\u2605\u2606\u3000-\u30ff\u4e00-\u9fa5\uff00-\uffef]$/

function widthsOf(text: string): readonly number[] {
  return text.split(' ').map(Number)
}

/** The code of a character in the Latin fonts; null if they have no glyph for it. */
export function latinCode(character: string): number | null {
  const code = character.codePointAt(0) ?? 0
  const isLatin = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff)
  return isLatin ? code : (CODES.get(character) ?? null)
}

export const isChinese = (character: string): boolean => CHINESE.test(character)

/** Width of a character in thousandths of the font size. */
export function characterWidth(character: string, font: PdfFont): number {
  if (font === 'chinese') return 1000
  if (font === 'mono') return MONO_WIDTH
  const other = OTHER_WIDTHS[character]
  if (other !== undefined) return other
  const [letter = ''] = character.normalize('NFD')
  const table = font === 'bold' || font === 'boldItalic' ? BOLD : REGULAR
  return table[(letter.codePointAt(0) ?? 0) - 0x20] ?? USUAL_WIDTH
}
