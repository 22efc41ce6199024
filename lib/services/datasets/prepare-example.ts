import 'server-only'
import { createHash } from 'node:crypto'
import type { ExampleData } from '@/lib/contracts/example-data'
import { storable } from '@/lib/core/storable'
import { estimateTokens } from '@/lib/models/estimate-tokens'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { inputOf, labelOf, maskExample, normaliseInput, previewOf, textsOf } from './example-kinds'

/** Of a long conversation the beginning says which language it is in. */
const LANGUAGE_TEXTS = 4

/** All that is stored of an example's content. */
export async function prepareExample(given: ExampleData) {
  const data = storable(given)
  const { masked, kinds } = maskExample(data)
  const shown = masked ?? data
  return {
    hash: sha256(JSON.stringify(data)),
    // Of the masked text: two letters that differ in the sender's address ask the same.
    inputHash: sha256(normaliseInput(inputOf(shown))),
    data,
    masked,
    preview: previewOf(shown),
    label: labelOf(data),
    personal: [...kinds],
    language: detectLanguage(textsOf(shown).slice(0, LANGUAGE_TEXTS).join(' ')),
    tokens: await estimateTokens(textsOf(shown).join('\n')),
  }
}

export type PreparedExample = Awaited<ReturnType<typeof prepareExample>>

/** Order of keys is fixed by the schemas, so the same content has the same hash. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
