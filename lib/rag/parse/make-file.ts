import { AppError } from '@/lib/core/app-error'
import type { MakeFileRequest } from '@/lib/engine/file-requests'
import { problem } from '@/lib/messages/problems/problem'
import { makeDocument } from '@/lib/nodes/shared/documents/make-document'
import { MissingGlyphs } from '@/lib/nodes/shared/documents/pdf-words'

export interface MadeFile {
  bytes: Uint8Array
  mediaType: string
  name: string
}

const SHOWN = 10

/** Writes content to a file. @throws INVALID_INPUT for characters without a glyph, LIMIT_EXCEEDED */
export function makeFile({ format, content, title }: Omit<MakeFileRequest, 'signal'>): MadeFile {
  try {
    return makeDocument(format, content, title)
  } catch (cause) {
    if (cause instanceof MissingGlyphs)
      throw new AppError(
        'INVALID_INPUT',
        problem('nodes.missingGlyphs', { characters: cause.characters.slice(0, SHOWN).join(' ') }),
        { cause },
      )
    if (cause instanceof RangeError)
      throw new AppError('LIMIT_EXCEEDED', problem('nodes.fileTooLarge', { reason: cause.message }), { cause })
    throw cause
  }
}
