import 'server-only'
import { createHash } from 'node:crypto'
import type { ExampleData } from '@/lib/contracts/example-data'
import { storable } from '@/lib/core/storable'
import { estimateTokens } from '@/lib/models/estimate-tokens'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { inputOf, labelOf, maskExample, normalizeInput, previewOf, textsOf } from './example-kinds'

/** The beginning of a long conversation is enough to detect its language. */
const LANGUAGE_TEXTS = 4

/** Everything that is stored of an example's content. */
export async function prepareExample(example: ExampleData) {
  const data = storable(example)
  const { masked, kinds } = maskExample(data)
  const shown = masked ?? data
  return {
    hash: sha256(JSON.stringify(data)),
    // Uses the masked text: messages that differ only in personal data ask the same question.
    inputHash: sha256(normalizeInput(inputOf(shown))),
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

/** The schemas fix the order of keys, so equal content has an equal hash. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
