import { strFromU8, type Unzipped, unzipSync } from 'fflate'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const MAX_ENTRIES = 2_000
const MAX_INFLATED_BYTES = 200 * 1024 * 1024
const MAX_RATIO = 100
/** Small parts may legitimately compress well. */
const RATIO_FROM_BYTES = 1024 * 1024

export interface PackedFile {
  name: string
  size: number
  originalSize: number
}

/** The XML parts of an office file. @throws TOO_LARGE if it defines XML entities */
export function unpackOffice(bytes: Uint8Array): Unzipped {
  const files = unpack(bytes, ({ name }) => /\.(?:xml|rels)$/i.test(name))
  for (const content of Object.values(files)) {
    if (/<!DOCTYPE|<!ENTITY/i.test(strFromU8(content.subarray(0, 4_096), true)))
      throw new AppError('TOO_LARGE', problem('documents.xmlEntities'))
  }
  return files
}

/**
 * Unpacks selected files within limits. fflate never writes more than a header declares, which
 * bounds decompression bombs.
 */
export function unpack(bytes: Uint8Array, isWanted: (file: PackedFile) => boolean): Unzipped {
  let entries = 0
  let inflated = 0
  const filter = (file: PackedFile) => {
    entries += 1
    if (entries > MAX_ENTRIES) throw new AppError('TOO_LARGE', problem('documents.archiveTooManyFiles'))
    inflated += file.originalSize
    if (inflated > MAX_INFLATED_BYTES) throw new AppError('TOO_LARGE', problem('documents.archiveTooLarge'))
    if (file.originalSize > RATIO_FROM_BYTES && file.originalSize > MAX_RATIO * file.size)
      throw new AppError('TOO_LARGE', problem('documents.archiveTooTight'))
    return isWanted(file)
  }
  try {
    return unzipSync(bytes, { filter })
  } catch (cause) {
    if (AppError.isInstance(cause)) throw cause
    if (/unknown compression/i.test(cause instanceof Error ? cause.message : ''))
      throw new AppError('INVALID_INPUT', problem('documents.packingUnsupported'), { cause })
    throw new AppError('INVALID_INPUT', problem('documents.notUnpacked'), { cause })
  }
}
