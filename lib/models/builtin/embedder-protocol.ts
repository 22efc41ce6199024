import { z } from 'zod'

/** Who runs the model: the native library when it is installed, WebAssembly otherwise. */
export const EmbedderRuntime = z.enum(['auto', 'native', 'wasm'])
export type EmbedderRuntime = z.infer<typeof EmbedderRuntime>

export const EmbedderOptions = z.object({
  modelsDirectory: z.string(),
  runtime: EmbedderRuntime,
  threads: z.number().int().positive(),
})
export type EmbedderOptions = z.infer<typeof EmbedderOptions>

/** A text, and where each of its sentences begins; what stands before the first (a title, headings) is in none. */
export const CutText = z.object({ text: z.string(), cuts: z.array(z.number().int().nonnegative()) })
export type CutText = z.infer<typeof CutText>

/** What is wanted beside the vector: nothing, what is kept of a passage, or a question's tokens. All come of one pass. */
export const EmbedAs = z.enum(['text', 'passage', 'question'])
export type EmbedAs = z.infer<typeof EmbedAs>

const Floats = z.instanceof<typeof Float32Array<ArrayBufferLike>>(Float32Array)

const QuestionTokens = z.object({
  /** Unit vectors, one after the other. */
  vectors: Floats,
  /** How rare each is in English. */
  weights: Floats,
})
export type QuestionTokens = z.infer<typeof QuestionTokens>

const EmbeddedText = z.object({
  /** The mean of the token vectors, as a unit vector. */
  vector: Floats,
  /** Of a passage: as `packSigns` keeps them. */
  signs: z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array).nullable(),
  /** Of a question. */
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
