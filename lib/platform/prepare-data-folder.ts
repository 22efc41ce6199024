import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { makeFolder } from './make-folder'

/** The first thing at a start: everything else writes there. @throws AppError UNAVAILABLE */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (cause) {
    throw unwritable(folder, cause)
  }
}

export function unwritable(folder: string, cause: unknown): AppError {
  return new AppError(
    'UNAVAILABLE',
    `The data folder ${folder} cannot be written. Make it writable, or set PATCHBAY_DATA_DIR.`,
    { cause },
  )
}
