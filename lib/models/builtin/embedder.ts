import 'server-only'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { dataDir, distFile } from '@/lib/platform/paths'
import { singleton } from '@/lib/platform/singleton'
import { createEmbedder, type Embedder, type EmbedTextsOptions } from './create-embedder'
import type { CutText, EmbeddedText } from './embedder-protocol'

/** Embeds texts with the built-in model, in one thread per process that the first call starts. */
export function embedTexts(texts: readonly string[], options: EmbedTextsOptions = {}): Promise<Float32Array[]> {
  return builtinEmbedder().embedTexts(texts, options)
}

/** Embeds passages, with the sketches of sentences and tokens that search uses for reranking. */
export function embedPassages(texts: readonly CutText[], options: EmbedTextsOptions = {}): Promise<EmbeddedText[]> {
  return builtinEmbedder().embedPassages(texts, options)
}

/** Embeds questions, with their tokens. */
export function embedQuestions(texts: readonly string[], options: EmbedTextsOptions = {}): Promise<EmbeddedText[]> {
  return builtinEmbedder().embedQuestions(texts, options)
}

export function builtinEmbedder(): Embedder {
  return singleton('builtin-embedder', () =>
    createEmbedder({
      entry: pathToFileURL(distFile('builtin-embedder.mjs')),
      modelsDirectory: path.join(dataDir(), 'models'),
      builtModels: distFile('models'),
    }),
  )
}
