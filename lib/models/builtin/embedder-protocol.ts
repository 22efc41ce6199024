import { z } from 'zod'

/** Selects the runtime: the native library if it is installed, else WebAssembly. */
export const EmbedderRuntime = z.enum(['auto', 'native', 'wasm'])
export type EmbedderRuntime = z.infer<typeof EmbedderRuntime>

export const EmbedderOptions = z.object({
  /** Folder in the data folder for a model that the build did not write. */
  modelsDirectory: z.string(),
  /** Folder of the models that the build wrote, if there is one. */
  builtModels: z.string().nullish(),
  runtime: EmbedderRuntime,
  threads: z.number().int().positive(),
})
export type EmbedderOptions = z.infer<typeof EmbedderOptions>

/**
 * A text with the start offset of each sentence; anything before the first one (title, headings)
 * belongs to no sentence.
 */
export const CutText = z.object({ text: z.string(), cuts: z.array(z.number().int().nonnegative()) })
export type CutText = z.infer<typeof CutText>

/** Additional output of the same forward pass: none, the sketches of a passage, or the tokens of a question. */
export const EmbedAs = z.enum(['text', 'passage', 'question'])
export type EmbedAs = z.infer<typeof EmbedAs>

const Floats = z.instanceof<typeof Float32Array<ArrayBufferLike>>(Float32Array)

const QuestionTokens = z.object({
  /** Concatenated unit vectors. */
  vectors: Floats,
  /** Rarity of each token in English. */
  weights: Floats,
})
export type QuestionTokens = z.infer<typeof QuestionTokens>

const EmbeddedText = z.object({
  /** Mean of the token vectors, normalized to unit length. */
  vector: Floats,
  /** Sketches of a passage, packed by `packSketches`; null for other texts. */
  signs: z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array).nullable(),
  /** Tokens of a question; null for other texts. */
  tokens: QuestionTokens.nullable(),
})
export type EmbeddedText = z.infer<typeof EmbeddedText>

export const EmbedderRequest = z.object({ id: z.number().int(), as: EmbedAs, texts: z.array(CutText) })
export type EmbedderRequest = z.infer<typeof EmbedderRequest>

export const EmbedderReply = z.union([
  z.object({ id: z.number().int(), embedded: z.array(EmbeddedText) }),
  z.object({ id: z.number().int(), error: z.string() }),
])
export type EmbedderReply = z.infer<typeof EmbedderReply>
