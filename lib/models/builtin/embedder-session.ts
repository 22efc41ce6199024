import 'server-only'
import { rm } from 'node:fs/promises'
import type { InferenceSession, Tensor } from 'onnxruntime-common'
import { BUILTIN_EMBEDDER } from './embedder-info'
import type {
  CutText,
  EmbedAs,
  EmbeddedText,
  EmbedderOptions,
  EmbedderRuntime,
  QuestionTokens,
} from './embedder-protocol'
import { type InformativeTokens, loadInformativeTokens } from './informative-tokens'
import { builtModelFile, ensureModelFile } from './model-files'
import { packSketches } from './passage-sketches'
import { poolTokens, type TokenRange, type TokenVectors } from './pool-tokens'
import { loadTokenizer } from './tokenizer'

const EMBEDDING_DIMS = BUILTIN_EMBEDDER.dims
const MAX_TOKENS = 256
/**
 * Limits tokenization, which takes 3 s per million characters and would delay other requests. The
 * model reads 256 tokens, and a token rarely has more than four characters. Texts in which tokens
 * average more than 64 characters (long runs of blanks or letters) may lose tokens at the end.
 */
const MAX_CHARACTERS = 16_384
/**
 * Tokens of a forward pass, padding included. Memory grows with the pass (130 MB for eight texts of
 * 256 tokens), and larger passes exceed the processor's cache, which makes each text slower.
 */
const TOKENS_PER_RUN = 320
const CLASS_TOKEN = 101
const SEPARATOR_TOKEN = 102

/** The part of ONNX Runtime used here, common to both packages. */
interface Runtime {
  InferenceSession: { create(path: string, options: InferenceSession.SessionOptions): Promise<InferenceSession> }
  Tensor: new (type: 'int64', data: BigInt64Array, dims: number[]) => Tensor
}

export interface EmbedderSession {
  /** Pools sentences and tokens from the passage's context (“late chunking”, Günther et al. 2024). */
  embedBatch(texts: readonly CutText[], as: EmbedAs): Promise<EmbeddedText[]>
}

/** Loads the model in the current thread. Used by the worker and by benchmarks. */
export async function openEmbedderSession(options: EmbedderOptions): Promise<EmbedderSession> {
  const runtime = await loadRuntime(options.runtime)
  const session = await createSession(runtime, options)
  const tokenizer = loadTokenizer()
  const informative = loadInformativeTokens()
  const tokensOf = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false }).ids
  return {
    async embedBatch(texts, as) {
      const encoded = texts.map((text) => encode(text, tokensOf))
      const embedded = new Map<EncodedText, EmbeddedText>()
      for (const run of intoRuns(encoded)) {
        const length = run.at(-1)?.ids.length ?? 0
        const ids = run.map((text) => text.ids)
        const output = await session.run(toFeeds(runtime, ids, length))
        const data = output.last_hidden_state?.data
        if (!(data instanceof Float32Array)) throw new Error('The embedding model returned no float output.')
        for (const [row, text] of run.entries()) {
          const start = row * length * EMBEDDING_DIMS
          const end = start + text.ids.length * EMBEDDING_DIMS
          const readText: ReadText = { ...text, hidden: { data: data.subarray(start, end), dims: EMBEDDING_DIMS } }
          embedded.set(text, {
            vector: poolTokens(readText.hidden, { start: 0, count: text.ids.length }),
            signs: as === 'passage' ? signsOf(readText, informative) : null,
            tokens: as === 'question' ? questionTokens(readText, informative) : null,
          })
        }
      }
      return encoded.flatMap((text) => embedded.get(text) ?? [])
    },
  }
}

/** Groups texts of similar length, the longest last in each run. */
function intoRuns(encoded: readonly EncodedText[]): EncodedText[][] {
  const runs: EncodedText[][] = []
  for (const text of encoded.toSorted((a, b) => a.ids.length - b.ids.length)) {
    const run = runs.at(-1)
    if (run && (run.length + 1) * text.ids.length <= TOKENS_PER_RUN) run.push(text)
    else runs.push([text])
  }
  return runs
}

interface EncodedText {
  ids: number[]
  /** Token range of each sentence; sentences beyond the model's limit are missing. */
  sentences: TokenRange[]
}

interface ReadText extends EncodedText {
  hidden: TokenVectors
}

/**
 * Tokens never span the white space or punctuation that ends sentences, so encoding the pieces
 * gives the tokens of the whole text.
 */
function encode({ text, cuts }: CutText, tokensOf: (text: string) => number[]): EncodedText {
  const end = endOfRead(text)
  const tokensOfPart = (from: number, to = end) => tokensOf(text.slice(from, Math.min(to, end)).trim())
  const ids = [CLASS_TOKEN, ...tokensOfPart(0, cuts[0])]
  const maxIds = MAX_TOKENS - 1
  const sentences = cuts.flatMap((from, index) => {
    const start = ids.length
    const isRead = start < maxIds && from < end
    if (isRead) ids.push(...tokensOfPart(from, cuts[index + 1]))
    return isRead ? [{ start, count: Math.min(ids.length, maxIds) - start }] : []
  })
  return { ids: [...ids.slice(0, maxIds), SEPARATOR_TOKEN], sentences }
}

/** Where reading ends, without splitting a surrogate pair. */
function endOfRead(text: string): number {
  const end = text.length - text.trimStart().length + MAX_CHARACTERS
  return isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

function signsOf({ ids, sentences, hidden }: ReadText, { isInformative }: InformativeTokens): Uint8Array {
  const inner = [...ids.keys()].slice(1, -1)
  const informative = inner.filter((index) => isInformative(ids[index] ?? 0))
  return packSketches(
    sentences.map((range) => poolTokens(hidden, range)),
    (informative.length > 0 ? informative : inner).map((start) => poolTokens(hidden, { start, count: 1 })),
  )
}

function questionTokens({ ids, hidden }: ReadText, { rarity }: InformativeTokens): QuestionTokens {
  const inner = [...ids.keys()].slice(1, -1)
  const vectors = new Float32Array(inner.length * hidden.dims)
  for (const [row, start] of inner.entries()) vectors.set(poolTokens(hidden, { start, count: 1 }), row * hidden.dims)
  return { vectors, weights: Float32Array.from(inner, (index) => rarity[ids[index] ?? 0] ?? 0) }
}

async function loadRuntime(kind: EmbedderRuntime): Promise<Runtime> {
  if (kind === 'wasm') return await import('onnxruntime-web')
  try {
    return await import('onnxruntime-node')
  } catch (cause) {
    if (kind === 'native') throw cause
    return await import('onnxruntime-web')
  }
}

async function createSession(runtime: Runtime, options: EmbedderOptions): Promise<InferenceSession> {
  // The memory pattern cache keeps an entry per sequence length (15 MB in total) and brings no
  // speed-up.
  const settings = { intraOpNumThreads: options.threads, interOpNumThreads: 1, enableMemPattern: false }
  const built = await builtModelFile(options.builtModels ?? null)
  if (built) {
    try {
      return await runtime.InferenceSession.create(built, settings)
    } catch {
      // Damaged on disk. The folder of the build may be read-only, so the data folder gets another one.
    }
  }
  const file = await ensureModelFile(options.modelsDirectory)
  try {
    return await runtime.InferenceSession.create(file, settings)
  } catch {
    // A file that does not load was damaged on disk; rebuild it once.
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
