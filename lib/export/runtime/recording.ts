import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { MadeFile } from './files'

const TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.flac': 'audio/flac',
  '.webm': 'audio/webm',
  '.m4a': 'audio/mp4',
}

/** Opens a recording passed to the app as a file path. */
export async function openRecording(value: unknown): Promise<MadeFile> {
  const mediaType = typeof value === 'string' ? TYPES[path.extname(value).toLowerCase()] : undefined
  if (typeof value !== 'string' || mediaType === undefined)
    throw new Error(`A recording is the path of a file that ends in ${Object.keys(TYPES).join(', ')}.`)
  const file = path.resolve(value)
  const info = await stat(file).catch(() => null)
  if (!info?.isFile()) throw new Error(`The file ${file} does not exist.`)
  return { path: file, name: path.basename(file), mediaType, sizeBytes: info.size }
}
