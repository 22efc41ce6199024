import { unzipSync } from 'fflate'
import { AppError } from '@/lib/core/app-error'
import { appFileProblem } from '@/lib/messages/problems/app-file-problem'
import { decodeFile } from './decode-file'

const MAX_ENTRIES = 500
const MAX_UNPACKED = 200_000_000
const MAX_ENTRY = 10_000_000
const READABLE = /\.(?:json|ya?ml)$/i

export const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03

/**
 * The flows of a zip as texts. Sizes are checked before anything is unpacked.
 * @throws AppError TOO_LARGE or INVALID_INPUT
 */
export function openArchive(bytes: Uint8Array): { name: string; text: string }[] {
  let entries = 0
  let unpacked = 0
  const invalid = (cause?: unknown) => new AppError('INVALID_INPUT', appFileProblem('appFile.badArchive'), { cause })
  const isTooLarge = () => entries > MAX_ENTRIES || unpacked > MAX_UNPACKED
  const tooLarge = () =>
    new AppError(
      'TOO_LARGE',
      appFileProblem('appFile.archiveTooLarge', { entries: MAX_ENTRIES, megabytes: MAX_UNPACKED / 1e6 }),
    )
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1
        if (name.startsWith('/') || name.split(/[/\\]/).includes('..')) throw invalid()
        if (!READABLE.test(name) || originalSize > MAX_ENTRY) return false
        unpacked += originalSize
        if (isTooLarge()) throw tooLarge()
        return true
      },
    })
    return Object.entries(files).map(([name, content]) => ({ name, text: decodeFile(content) }))
  } catch (error) {
    throw AppError.isInstance(error) ? error : invalid(error)
  }
}
