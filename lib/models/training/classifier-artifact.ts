import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { BUILTIN_EMBEDDER } from '../builtin/embedder-info'
import type { SoftmaxModel } from '../builtin/softmax-model'

const MAGIC = 'PBCLS1\n\0'
const CHECKSUM_BYTES = 32
const MAX_HEADER_BYTES = 1_000_000
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const ClassifierSettings = z.strictObject({
  /** Value selected from `tried`. */
  weightDecay: z.number().min(0).max(100),
  tried: z.array(z.number()).max(20),
  folds: z.number().int().min(0).max(20),
  seed: z.number().int(),
})

/** Header of the artifact: everything needed to use or reject the weights. */
export const ClassifierHeader = z.strictObject({
  dims: z.number().int().min(1).max(8_192),
  classes: z.array(z.string().min(1).max(200)).min(2).max(1_000),
  embedder: z.strictObject({ id: z.string(), sha256: Sha256 }),
  /** Confidence threshold; below it the text belongs to no class. */
  threshold: z.number().min(0).max(1),
  settings: ClassifierSettings,
  dataset: z.strictObject({ versionId: z.uuid(), sha256: Sha256 }),
  examples: z.number().int().min(0),
})
export type ClassifierHeader = z.infer<typeof ClassifierHeader>

export interface ClassifierArtifact {
  header: ClassifierHeader
  model: SoftmaxModel
}

/** Format: magic, header length, header as JSON, weights and biases as little-endian float32, checksum. */
export function encodeClassifier(header: Omit<ClassifierHeader, 'dims'>, model: SoftmaxModel): Uint8Array {
  const text = Buffer.from(JSON.stringify(ClassifierHeader.parse({ ...header, dims: model.dims })))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.byteLength)
  const content = Buffer.concat([Buffer.from(MAGIC, 'latin1'), length, text, floatBytes(model)])
  return new Uint8Array(Buffer.concat([content, checksum(content)]))
}

/** @throws AppError MODEL_FAILED when the data is damaged or belongs to another embedding model */
export function decodeClassifier(bytes: Uint8Array): ClassifierArtifact {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = MAGIC.length + 4
  const end = buffer.byteLength - CHECKSUM_BYTES
  if (end < start || buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) throw damaged()
  if (!checksum(buffer.subarray(0, end)).equals(buffer.subarray(end))) throw damaged()
  const headerBytes = buffer.readUInt32LE(MAGIC.length)
  if (headerBytes > MAX_HEADER_BYTES || start + headerBytes > end) throw damaged()
  const header = readHeader(buffer.toString('utf8', start, start + headerBytes))
  const body = buffer.subarray(start + headerBytes, end)
  const classes = header.classes.length
  const count = classes * (header.dims + 1)
  if (body.byteLength !== count * 4) throw damaged()
  checkEmbedder(header)
  const values = Float32Array.from({ length: count }, (_, index) => body.readFloatLE(index * 4))
  if (values.some((value) => !Number.isFinite(value))) throw damaged()
  const weights = values.slice(0, classes * header.dims)
  return { header, model: { dims: header.dims, classes, weights, biases: values.slice(classes * header.dims) } }
}

function checkEmbedder({ embedder, dims }: ClassifierHeader): void {
  if (
    embedder.id === BUILTIN_EMBEDDER.id &&
    embedder.sha256 === BUILTIN_EMBEDDER.weightsSha256 &&
    dims === BUILTIN_EMBEDDER.dims
  )
    return
  throw new AppError(
    'MODEL_FAILED',
    problem('training.otherEmbedder', {
      trainedOn: embedder.id,
      trainedDims: dims,
      available: BUILTIN_EMBEDDER.id,
      availableDims: BUILTIN_EMBEDDER.dims,
    }),
    { isFinal: true },
  )
}

function readHeader(text: string): ClassifierHeader {
  try {
    return parseJson(ClassifierHeader, text)
  } catch (cause) {
    throw damaged(cause)
  }
}

function floatBytes({ weights, biases }: SoftmaxModel): Buffer {
  const bytes = Buffer.alloc((weights.length + biases.length) * 4)
  for (const [index, value] of weights.entries()) bytes.writeFloatLE(value, index * 4)
  for (const [index, value] of biases.entries()) bytes.writeFloatLE(value, (weights.length + index) * 4)
  return bytes
}

const checksum = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

function damaged(cause?: unknown): AppError {
  return new AppError('MODEL_FAILED', problem('training.modelDamaged'), { cause, isFinal: true })
}
