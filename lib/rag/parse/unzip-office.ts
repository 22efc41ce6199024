import { strFromU8, type Unzipped, unzipSync } from 'fflate'
import { AppError } from '@/lib/core/app-error'

const MAX_ENTRIES = 2_000
const MAX_INFLATED_BYTES = 200 * 1024 * 1024
const MAX_RATIO = 100
/** Small parts of a document compress well for good reasons. */
const RATIO_FROM_BYTES = 1024 * 1024

/** The XML parts of an office file, unpacked within limits. fflate writes no byte more than a header declares (T55). */
export function unzipOffice(bytes: Uint8Array): Unzipped {
  let entries = 0
  let inflated = 0
  const files = unzip(bytes, ({ name, size, originalSize }) => {
    entries += 1
    if (entries > MAX_ENTRIES) throw tooLarge('It holds more than 2,000 files.')
    inflated += originalSize
    if (inflated > MAX_INFLATED_BYTES) throw tooLarge('Unpacked it is larger than 200 MB.')
    if (originalSize > RATIO_FROM_BYTES && originalSize > MAX_RATIO * size)
      throw tooLarge('It is packed more tightly than documents are.')
    return /\.(?:xml|rels)$/i.test(name)
  })
  for (const content of Object.values(files)) {
    if (/<!DOCTYPE|<!ENTITY/i.test(strFromU8(content.subarray(0, 4_096), true)))
      throw tooLarge('It defines XML entities.')
  }
  return files
}

function unzip(
  bytes: Uint8Array,
  filter: (file: { name: string; size: number; originalSize: number }) => boolean,
): Unzipped {
  try {
    return unzipSync(bytes, { filter })
  } catch (cause) {
    if (AppError.isInstance(cause)) throw cause
    throw new AppError('INVALID_INPUT', 'This file is damaged: it could not be unpacked.', { cause })
  }
}

function tooLarge(reason: string): AppError {
  return new AppError('TOO_LARGE', `This file was refused. ${reason}`)
}
