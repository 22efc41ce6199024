import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareSketches, readQuestionSketch } from '@/lib/rag/vectors/sketch-similarities'
import { bundleEntry } from './bundle-entry'
import { createEmbedder, type Embedder } from './create-embedder'
import { unpackSketches } from './passage-sketches'

let entry: URL
let modelsDirectory: string
let embedder: Embedder

beforeAll(async () => {
  entry = await bundleEntry('lib/models/builtin/embedder.entry.ts')
  modelsDirectory = await mkdtemp(path.join(os.tmpdir(), 'patchbay-models-'))
  embedder = createEmbedder({ entry, modelsDirectory })
  await embedder.embedTexts(['warm up'])
})

afterAll(async () => {
  await embedder.close()
  await rm(modelsDirectory, { recursive: true })
  await rm(path.dirname(entry.pathname), { recursive: true })
})

const similarity = (a: Float32Array | undefined, b: Float32Array | undefined): number => {
  if (!a || !b) throw new Error('A vector is missing.')
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

test('returns unit vectors in input order, close for similar texts', async () => {
  const longText = 'The committee met on Tuesday to discuss the annual budget of the library. '.repeat(6)
  const [dog, long1, puppy, invoice] = await embedder.embedTexts([
    'a dog in the garden',
    longText,
    'a puppy outdoors',
    'unpaid invoice',
  ])
  expect(dog).toHaveLength(384)
  expect(similarity(dog, dog)).toBeCloseTo(1, 4)
  expect(similarity(dog, puppy)).toBeGreaterThan(0.5)
  expect(similarity(dog, invoice)).toBeLessThan(0.2)
  expect(similarity(long1, dog)).toBeLessThan(0.2)
})

test('keeps sketches of a passage that match questions by sentence and by token', async () => {
  const context = 'Garden handbook\n'
  const sentences = ['The dog sleeps in the shade.', ' Invoices are paid within thirty days.']
  const text = context + sentences.join('')
  const cuts = [context.length, context.length + (sentences[0]?.length ?? 0)]
  const filler = 'The committee met on Tuesday. '
  const [[cut, endless], [whole], [dog], [bill]] = await Promise.all([
    embedder.embedPassages([
      { text, cuts },
      { text: filler.repeat(60), cuts: Array.from({ length: 60 }, (_, index) => index * filler.length) },
    ]),
    embedder.embedTexts([text]),
    embedder.embedQuestions(['where does the dog sleep?']),
    embedder.embedQuestions(['when are bills paid?']),
  ])
  if (!cut?.signs || !endless?.signs || !dog?.tokens || !bill?.tokens) throw new Error('Something is missing.')
  expect(similarity(cut.vector, whole)).toBeGreaterThan(0.98)
  const [ofDog, ofBill] = [dog, bill].map(({ vector, tokens }) =>
    tokens ? compareSketches(readQuestionSketch(vector, tokens), cut.signs ?? new Uint8Array(), []) : null,
  )
  expect(ofDog?.sentences).toHaveLength(2)
  expect((ofDog?.sentences[0] ?? 0) - (ofDog?.sentences[1] ?? 0)).toBeGreaterThan(0.15)
  expect((ofBill?.sentences[1] ?? 0) - (ofBill?.sentences[0] ?? 0)).toBeGreaterThan(0.15)
  const far = compareSketches(readQuestionSketch(dog.vector, dog.tokens), endless.signs, [])
  expect((ofDog?.tokens ?? 0) - far.tokens).toBeGreaterThan(0.15)
  // 256 tokens at six per sentence, the last sentence cut off; punctuation is not kept.
  expect(far.sentences).toHaveLength(43)
  expect(unpackSketches(endless.signs, 384).tokens.length / 48).toBe(254 - 42)
  // Rare words weigh more than frequent ones and punctuation: where, does, the, dog, sleep, ?
  expect(dog.tokens.weights).toHaveLength(6)
  expect(dog.tokens.weights[3]).toBeGreaterThan((dog.tokens.weights[2] ?? 9) + 2)
})

test('reads only the beginning of a very long text, after leading white space', async () => {
  const sentence = 'The dog sleeps in the garden. '
  const blank = ' \n'.repeat(1_000_000)
  const [dog] = await embedder.embedTexts([sentence])
  const [first] = await embedder.embedTexts([sentence.repeat(60)])
  const [[behindBlank], [endless], [uncut]] = await Promise.all([
    embedder.embedTexts([blank + sentence]),
    embedder.embedPassages([{ text: sentence.repeat(200_000), cuts: [0, 5_000_000] }]),
    embedder.embedTexts([sentence.repeat(200_000)]),
  ])
  expect(similarity(behindBlank, dog)).toBeCloseTo(1, 4)
  expect(similarity(uncut, first)).toBeCloseTo(1, 4)
  expect(similarity(endless?.vector, first)).toBeCloseTo(1, 4)
})

test('caches the built model in the folder without leaving partial files', async () => {
  const files = await readdir(modelsDirectory)
  expect(files).toEqual([expect.stringMatching(/^all-minilm-l6-v2-int8-6638f625-\d+\.onnx$/)])
})

test('answers a query during a bulk request', async () => {
  const finished: string[] = []
  const progress: number[] = []
  const bulk = embedder
    .embedTexts(
      Array.from({ length: 64 }, (_, index) => `Document number ${index} speaks about ordinary things.`),
      { onProgress: (done) => progress.push(done) },
    )
    .then(() => finished.push('bulk'))
  const query = embedder.embedTexts(['which document?']).then(() => finished.push('query'))
  await Promise.all([bulk, query])
  expect(finished).toEqual(['query', 'bulk'])
  expect(progress).toEqual([8, 16, 24, 32, 40, 48, 56, 64])
})

test('cancels one request without affecting the others', async () => {
  const controller = new AbortController()
  const bulk = embedder.embedTexts(
    Array.from({ length: 400 }, (_, index) => `Sentence ${index}.`),
    { signal: controller.signal, onProgress: () => controller.abort() },
  )
  await expect(bulk).rejects.toThrow()
  await expect(embedder.embedTexts(['still alive'])).resolves.toHaveLength(1)
})

test('restarts after close with the next request, and needs no thread for an empty request', async () => {
  const other = createEmbedder({ entry, modelsDirectory })
  await expect(other.embedTexts([])).resolves.toEqual([])
  await other.embedTexts(['one'])
  await other.close()
  await expect(other.embedTexts(['two'])).resolves.toHaveLength(1)
  await other.close()
})

test('retries after a crash once, then reports the error', async () => {
  const folder = path.dirname(entry.pathname)
  const file = path.join(folder, 'crash.mjs')
  await writeFile(
    file,
    "import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => process.exit(3))\n",
  )
  const broken = createEmbedder({ entry: new URL(`file://${file}`), modelsDirectory })
  await expect(broken.embedTexts(['x'])).rejects.toMatchObject({
    code: 'MODEL_FAILED',
    message: 'The built-in embedding model failed: The embedding thread exited with code 3.',
  })
})

test('gets nearly the same vectors from WebAssembly as from the native library', async () => {
  const wasm = createEmbedder({ entry, modelsDirectory, runtime: 'wasm' })
  const texts = ['The cat sat on the mat.', 'Quarterly revenue grew.']
  const [native, other] = [await embedder.embedTexts(texts), await wasm.embedTexts(texts)]
  await wasm.close()
  expect(similarity(native[0], other[0])).toBeGreaterThan(0.98)
  expect(similarity(native[1], other[1])).toBeGreaterThan(0.98)
})
