import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { CutText, EmbedAs, EmbeddedText } from '@/lib/models/builtin/embedder-protocol'
import { openEmbedderSession } from '@/lib/models/builtin/embedder-session'

/** Read in place, never copied, because its licenses differ from ours. */
export const DATA = path.resolve(optionArgument('--data') ?? '../shared/data')
export const CACHE = path.join(os.tmpdir(), 'patchbay-bench-cache')

/** Like the product: questions are embedded one at a time, because the model's quantization depends on the batch. */
const BATCH_SIZE: Readonly<Record<EmbedAs, number>> = { text: 8, passage: 8, question: 1 }

const Passage = z.object({ id: z.string(), source: z.string(), title: z.string(), text: z.string() })
export type Passage = z.infer<typeof Passage>
const Question = z.object({
  id: z.string(),
  set: z.string(),
  question: z.string(),
  answerable: z.boolean(),
  gold: z.array(z.string()),
  answers: z.array(z.string()).optional(),
  gold_sentences: z.unknown().optional(),
})
export type Question = z.infer<typeof Question>

export const readPassages = () => readLines('passages.jsonl', Passage)
export const readQuestions = () => readLines('questions-dev.jsonl', Question)

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(path.join(DATA, file), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => schema.parse(JSON.parse(line)))
}

/** Vectors of the built-in model, cached between runs by a hash of the texts. */
export async function embedCached(name: string, texts: readonly string[]): Promise<Float32Array[]> {
  const bytes = await cached(`${name}-${hashOf(texts)}.bin`, async () => {
    const embedded = await embedAll(
      name,
      'text',
      texts.map((text) => ({ text, cuts: [] })),
    )
    return Buffer.concat(embedded.map(({ vector }) => new Uint8Array(vector.buffer)))
  })
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return texts.map((_, index) => all.slice(index * 384, (index + 1) * 384))
}

/** Passages with sketches of their sentences and tokens, or questions with their tokens. */
export async function embedReadCached(
  name: string,
  as: 'passage' | 'question',
  texts: readonly CutText[],
): Promise<EmbeddedText[]> {
  const file = `${name}-${as}-${hashOf(texts)}-by-${BATCH_SIZE[as]}.v8`
  return await cachedValue(file, () => embedAll(name, as, texts))
}

/** The cached result under this name, which includes everything it depends on. */
export async function cachedValue<T>(name: string, make: () => Promise<T>): Promise<T> {
  return deserialize(await cached(name, async () => serialize(await make())))
}

async function cached(name: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
  mkdirSync(CACHE, { recursive: true })
  const file = path.join(CACHE, name)
  if (!existsSync(file)) writeFileSync(file, await make())
  return readFileSync(file)
}

function hashOf(texts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
}

async function embedAll(name: string, as: EmbedAs, texts: readonly CutText[]): Promise<EmbeddedText[]> {
  const session = await openEmbedderSession({
    modelsDirectory: path.join(CACHE, 'models'),
    runtime: 'auto',
    threads: 1,
  })
  const order = [...texts.keys()].sort((a, b) => (texts[a]?.text.length ?? 0) - (texts[b]?.text.length ?? 0))
  const all = new Array<EmbeddedText>(texts.length)
  const cpu = process.cpuUsage()
  for (let start = 0; start < order.length; start += BATCH_SIZE[as]) {
    const batch = order.slice(start, start + BATCH_SIZE[as])
    const embedded = await session.embedBatch(
      batch.map((index) => texts[index] ?? { text: '', cuts: [] }),
      as,
    )
    for (const [position, index] of batch.entries()) if (embedded[position]) all[index] = embedded[position]
  }
  const seconds = process.cpuUsage(cpu).user / 1e6
  console.log(
    `embedded ${texts.length} ${name} in ${seconds.toFixed(1)} CPU-s (${(texts.length / seconds).toFixed(1)}/CPU-s)`,
  )
  return all
}

/** The value of an option such as `--data`. */
export function optionArgument(name: string): string | undefined {
  const index = process.argv.indexOf(name)
  return index < 0 ? undefined : process.argv[index + 1]
}
