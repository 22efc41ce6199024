import 'server-only'
import { rm } from 'node:fs/promises'
import type { InferenceSession, Tensor } from 'onnxruntime-common'
import { BUILTIN_EMBEDDER } from './embedder-info'
import type { EmbedderOptions, EmbedderRuntime } from './embedder-protocol'
import { ensureModelFile } from './model-files'
import { loadTokenizer } from './tokenizer'

const EMBEDDING_DIMS = BUILTIN_EMBEDDER.dims
const MAX_TOKENS = 256
const SEPARATOR_TOKEN = 102

/** What this file uses of ONNX Runtime; both packages fit. */
interface Runtime {
  InferenceSession: { create(path: string, options: InferenceSession.SessionOptions): Promise<InferenceSession> }
  Tensor: new (type: 'int64', data: BigInt64Array, dims: number[]) => Tensor
}

export interface EmbedderSession {
  /** One unit vector a text: the mean of the token vectors. */
  embedBatch(texts: string[]): Promise<Float32Array[]>
}

/** Loads the model in this thread. Runs in the worker, and in benchmarks. */
export async function openEmbedderSession(options: EmbedderOptions): Promise<EmbedderSession> {
  const runtime = await loadRuntime(options.runtime)
  const session = await createSession(runtime, options)
  const tokenizer = loadTokenizer()
  const encode = (text: string): number[] => {
    const ids = tokenizer.encode(text).ids
    return ids.length > MAX_TOKENS ? [...ids.slice(0, MAX_TOKENS - 1), SEPARATOR_TOKEN] : ids
  }
  return {
    async embedBatch(texts) {
      const encoded = texts.map(encode)
      const length = Math.max(1, ...encoded.map((ids) => ids.length))
      const output = await session.run(toFeeds(runtime, encoded, length))
      const hidden = output.last_hidden_state?.data
      if (!(hidden instanceof Float32Array)) throw new Error('The embedding model gave no float output.')
      return encoded.map((ids, row) => meanVector(hidden, row * length * EMBEDDING_DIMS, ids.length))
    },
  }
}

async function loadRuntime(wanted: EmbedderRuntime): Promise<Runtime> {
  if (wanted === 'wasm') return await import('onnxruntime-web')
  try {
    return await import('onnxruntime-node')
  } catch (cause) {
    if (wanted === 'native') throw cause
    return await import('onnxruntime-web')
  }
}

async function createSession(runtime: Runtime, options: EmbedderOptions): Promise<InferenceSession> {
  const settings = { intraOpNumThreads: options.threads, interOpNumThreads: 1 }
  const file = await ensureModelFile(options.modelsDirectory)
  try {
    return await runtime.InferenceSession.create(file, settings)
  } catch {
    // A cache that does not load was damaged on disk: make it again, once.
    await rm(file, { force: true })
    return await runtime.InferenceSession.create(await ensureModelFile(options.modelsDirectory), settings)
  }
}

function toFeeds(runtime: Runtime, encoded: number[][], length: number): InferenceSession.FeedsType {
  const ids = new BigInt64Array(encoded.length * length)
  const mask = new BigInt64Array(ids.length)
  for (const [row, tokens] of encoded.entries()) {
    for (const [column, token] of tokens.entries()) {
      ids[row * length + column] = BigInt(token)
      mask[row * length + column] = 1n
    }
  }
  const tensor = (data: BigInt64Array) => new runtime.Tensor('int64', data, [encoded.length, length])
  return { input_ids: tensor(ids), attention_mask: tensor(mask), token_type_ids: tensor(new BigInt64Array(ids.length)) }
}

function meanVector(hidden: Float32Array, start: number, tokens: number): Float32Array {
  const vector = new Float32Array(EMBEDDING_DIMS)
  for (let token = 0; token < tokens; token += 1) {
    const offset = start + token * EMBEDDING_DIMS
    for (let dim = 0; dim < EMBEDDING_DIMS; dim += 1) vector[dim] = (vector[dim] ?? 0) + (hidden[offset + dim] ?? 0)
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1
  return vector.map((value) => value / length)
}
