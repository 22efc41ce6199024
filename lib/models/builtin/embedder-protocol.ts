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

export const EmbedderRequest = z.object({ id: z.number().int(), texts: z.array(z.string()) })
export type EmbedderRequest = z.infer<typeof EmbedderRequest>

export const EmbedderReply = z.union([
  z.object({
    id: z.number().int(),
    vectors: z.array(z.instanceof<typeof Float32Array<ArrayBufferLike>>(Float32Array)),
  }),
  z.object({ id: z.number().int(), error: z.string() }),
])
export type EmbedderReply = z.infer<typeof EmbedderReply>
