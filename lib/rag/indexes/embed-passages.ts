import type { CutText } from '@/lib/models/builtin/embedder-protocol'
import { type Chunk, searchableText } from '../chunk/chunk'
import { splitSentences } from '../text/split-sentences'

interface EmbedOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
}

export interface Embedded {
  vector: Float32Array
  /** What is kept of sentences and tokens (`packSigns`); null of models whose tokens are not at hand. */
  signs: Uint8Array | null
}

/** Vectors of texts, in their order. */
export interface EmbedTexts {
  (texts: string[], options: EmbedOptions): Promise<Float32Array[]>
  /** Of a model that runs here: with the signs of sentences and tokens, out of the same pass. */
  passages?: (texts: readonly CutText[], options: EmbedOptions) => Promise<Embedded[]>
}

/** The text that is embedded, cut into the sentences of the chunk; its title and headings are in none. */
export function toCutText(chunk: Pick<Chunk, 'text' | 'context'>): CutText {
  const text = searchableText(chunk)
  const before = text.length - chunk.text.length
  return { text, cuts: splitSentences(chunk.text).map(({ start }) => before + start) }
}

export async function embedPassages(
  embed: EmbedTexts,
  texts: readonly CutText[],
  options: EmbedOptions,
): Promise<Embedded[]> {
  if (embed.passages) return await embed.passages(texts, options)
  const vectors = await embed(
    texts.map(({ text }) => text),
    options,
  )
  return vectors.map((vector) => ({ vector, signs: null }))
}
