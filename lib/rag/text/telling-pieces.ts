import { Remembered } from '@/lib/core/remembered'
import { bertVocabulary } from '@/lib/models/builtin/bert-vocabulary'

/** Longer words are one unknown token to BERT. */
const LONGEST_WORD = 100
const PLAIN = /[\p{L}\p{N}]+/gu
const MARKS = /\p{Mn}/gu

/** How many of the built-in model's tokens a word (of `wordsOf`) comes to, marks and unknown ones left out. */
export const countTellingPieces = (word: string): number => PIECES.of(word).length

const PIECES = new Remembered<readonly string[]>((word) =>
  (word.normalize('NFD').replace(MARKS, '').match(PLAIN) ?? []).flatMap((part) => piecesOf(part)),
)

/** WordPiece: the longest token that fits, again and again; none where something is left over. */
function piecesOf(word: string): string[] {
  if (word.length > LONGEST_WORD) return []
  const vocabulary = bertVocabulary()
  const pieces: string[] = []
  let start = 0
  while (start < word.length) {
    let end = word.length
    const from = start
    const piece = () => (from === 0 ? '' : '##') + word.slice(from, end)
    while (end > start && !vocabulary.has(piece())) end -= 1
    if (end === start) return []
    pieces.push(piece())
    start = end
  }
  return pieces
}
