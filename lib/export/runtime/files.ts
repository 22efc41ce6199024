import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isObject } from './values'

const FOLDER = path.join(import.meta.dirname, '../../files')

/** A picture or recording that a step made, or that the app was called with. */
export type MadeFile = {
  path: string
  name: string
  mediaType: string
  sizeBytes: number
}

/** Writes it to ./files under a unique name. */
export async function saveFile(bytes: Uint8Array, name: string, mediaType: string): Promise<MadeFile> {
  await mkdir(FOLDER, { recursive: true })
  const file = path.join(FOLDER, `${crypto.randomUUID()}-${name}`)
  await writeFile(file, bytes)
  return { path: file, name, mediaType, sizeBytes: bytes.byteLength }
}

/** The files of an input that accepts several; undefined if it was skipped. */
export function toFiles(value: unknown): MadeFile[] | undefined {
  if (value === undefined) return undefined
  const items = Array.isArray(value) ? value.flat() : [value]
  if (items.every(isFile)) return items
  throw new Error('“Files” takes pictures and recordings.')
}

export function isFile(value: unknown): value is MadeFile {
  return isObject(value) && typeof value.path === 'string' && typeof value.mediaType === 'string'
}
