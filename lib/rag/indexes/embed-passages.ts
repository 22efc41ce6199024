import type { CutText } from '@/lib/models/builtin/embedder-protocol'
import { type Chunk, searchableText } from '../chunk/chunk'
import { splitSentences } from '../text/split-sentences'

interface EmbedOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
}

export interface Embedded {
  vector: Float32Array
  /** Sketches of sentences and tokens (`packSketches`); null for models that do not expose tokens. */
  signs: Uint8Array | null
}

/** Returns vectors in the order of the texts. */
export interface EmbedTexts {
  (texts: string[], options: EmbedOptions): Promise<Float32Array[]>
  /** For local models: includes the sketches of sentences and tokens from the same pass. */
  passages?: (texts: readonly CutText[], options: EmbedOptions) => Promise<Embedded[]>
}

/** The embedded text, split into the chunk's sentences; title and headings belong to no sentence. */
export function toCutText(chunk: Pick<Chunk, 'text' | 'context'>): CutText {
  const text = searchableText(chunk)
  const contextLength = text.length - chunk.text.length
  return { text, cuts: splitSentences(chunk.text).map(({ start }) => contextLength + start) }
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
