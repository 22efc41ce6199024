import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** The used part of tesseract.js-core: Tesseract 5 in WebAssembly, LSTM engine only. */
export interface Tesseract {
  FS: { writeFile(name: string, bytes: Uint8Array): void; unlink(name: string): void }
  TessBaseAPI: new () => TesseractApi
}
export interface TesseractApi {
  /** Returns 0 on success. `engine` 1 is LSTM. */
  Init(folder: null, languages: string, engine: 1): number
  /** Reads `/input`, a PNG, JPEG or PNM. `exif` is its orientation, 1-8; `angle` in radians. Returns 0 on success. */
  SetImageFile(exif: number, angle: number): number
  /** Gradient of the lines in radians, after FindLines. */
  GetGradient(): number
  FindLines(): void
  Recognize(monitor: null): number
  GetJSONText(): string
  End(): void
}

const Core = z.custom<(options: object) => Promise<Tesseract>>((value) => typeof value === 'function')
const CORE = 'tesseract.js-core/tesseract-core-simd-lstm'
const resolver = createRequire(import.meta.url)

let loaded: { languages: string; tesseract: Tesseract; api: TesseractApi } | null = null

/** Starts Tesseract, once per thread. Engine and data are package files; nothing is downloaded. */
export async function loadTesseract(
  languages: readonly string[],
): Promise<{ tesseract: Tesseract; api: TesseractApi }> {
  const languageKey = languages.join('+')
  if (loaded?.languages === languageKey) return loaded
  loaded?.api.End()
  const tesseract = loaded?.tesseract ?? (await startTesseract())
  loaded = null
  for (const language of languages) tesseract.FS.writeFile(`./${language}.traineddata`, await dataOf(language))
  const api = new tesseract.TessBaseAPI()
  if (api.Init(null, languageKey, 1) !== 0) throw new AppError('UNAVAILABLE', problem('documents.ocrNotStarted'))
  loaded = { languages: languageKey, tesseract, api }
  return loaded
}

async function startTesseract(): Promise<Tesseract> {
  try {
    const wasmBinary = await readFile(resolver.resolve(`${CORE}.wasm`))
    const silent = () => {}
    return await Core.parse(resolver(CORE))({ wasmBinary, print: silent, printErr: silent, TesseractProgress: silent })
  } catch (cause) {
    throw new AppError('UNAVAILABLE', problem('documents.ocrNotInstalled'), { cause })
  }
}

/**
 * The integer variant of the best data: a sixth of the size, as accurate in our tests, and fastest
 * for the LSTM engine.
 */
async function dataOf(language: string): Promise<Uint8Array> {
  const file = `@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`
  try {
    return await promisify(gunzip)(await readFile(resolver.resolve(file)))
  } catch (cause) {
    throw new AppError('UNAVAILABLE', problem('documents.ocrLanguageMissing', { language }), { cause })
  }
}
