import { Remembered } from '@/lib/core/remembered'
import { bertVocabulary } from '@/lib/models/builtin/bert-vocabulary'

/** BERT maps longer words to one unknown token. */
const MAX_WORD_LENGTH = 100
const PLAIN = /[\p{L}\p{N}]+/gu
const MARKS = /\p{Mn}/gu

/** Number of the built-in model's tokens of a word (from `wordsOf`), without punctuation and unknown tokens. */
export const countInformativePieces = (word: string): number => PIECES.of(word).length

const PIECES = new Remembered<readonly string[]>((word) =>
  (word.normalize('NFD').replace(MARKS, '').match(PLAIN) ?? []).flatMap((part) => piecesOf(part)),
)

/** WordPiece: greedy longest match; no tokens if part of the word matches nothing. */
function piecesOf(word: string): string[] {
  if (word.length > MAX_WORD_LENGTH) return []
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
