import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { CONTENT_NAMES, type Content, contentOf, isLocked } from './content-of'
import { FILE_TYPES, type FileKind, type FileType } from './file-types'
import { sniffImage } from './sniff-image'

export interface SniffFileOptions {
  bytes: Uint8Array
  fileName: string
  /** Content-Type of the upload; empty and application/octet-stream are ignored. */
  declaredType?: string | null | undefined
}

/** Added once to the response to an upload, not to reports of many files. */
const WHAT_IS_READ = problem('files.readTypes')

/** Old formats that people still have, and those to save them in. */
const OLD_FORMATS: Readonly<Record<string, string>> = {
  doc: '.docx',
  xls: '.xlsx',
  ppt: '.pptx',
  rtf: '.docx',
  pages: '.docx / PDF',
  key: '.pptx / PDF',
  numbers: '.xlsx / CSV',
  msg: '.eml',
  mobi: 'EPUB',
}

/**
 * The type of the file, if its name, its first bytes and the declared type agree. @throws AppError
 * UNSUPPORTED_MEDIA_TYPE
 */
export function sniffFile({ bytes, fileName, declaredType }: SniffFileOptions): { kind: FileKind; mimeType: string } {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase()
  const found = contentOf(bytes)
  if (found === 'office-97') throw oldOrLocked(fileName, bytes)
  const type =
    extension === undefined
      ? byContent(found)
      : FILE_TYPES.find((item) => asStrings(item.extensions).includes(extension))
  if (!type) throw unknownType(fileName, extension)
  if (!fits(type, found)) throw unsupported(fileName, problem('files.otherContent', { content: CONTENT_NAMES[found] }))
  // Checks that the image is complete and within the size limit.
  if (type.kind === 'png' || type.kind === 'jpeg') sniffImage({ bytes, fileName, declaredType })
  const declared = declaredType?.split(';')[0]?.trim().toLowerCase()
  const isOpen = !declared || declared === 'application/octet-stream' || type.declared === null
  if (!isOpen && !asStrings(type.declared).includes(declared)) {
    throw unsupported(fileName, problem('files.otherType', { declared: declared.slice(0, 80), actual: type.mimeType }))
  }
  return { kind: type.kind, mimeType: type.mimeType }
}

function byContent(content: Content): FileType | undefined {
  return FILE_TYPES.find(({ kind }) => kind === content)
}

function fits(type: FileType, content: Content): boolean {
  switch (type.kind) {
    case 'pdf':
    case 'png':
    case 'jpeg':
      return content === type.kind
    case 'docx':
    case 'pptx':
    case 'xlsx':
    case 'odt':
    case 'epub':
      // A truncated archive does not show its contents; the parser reports the problem.
      return content === type.kind || content === 'damaged-zip'
    // An office file is an archive too.
    case 'zip':
      return ['zip', 'damaged-zip', 'docx', 'pptx', 'xlsx', 'odt', 'epub'].includes(content)
    // A fragment of HTML looks like text.
    case 'html':
    // Markdown may begin with HTML.
    case 'markdown':
    // Parts of a page may be source code, too.
    case 'code':
      return content === 'html' || content === 'text'
    case 'csv':
    case 'json':
    case 'jsonl':
    case 'eml':
    case 'text':
      return content === 'text'
    default: {
      const unhandled: never = type
      throw internalError(`Unhandled file type ${JSON.stringify(unhandled)}`)
    }
  }
}

/** `includes` of a literal tuple does not accept a wider string. */
function asStrings(values: readonly string[]): readonly string[] {
  return values
}

function oldOrLocked(fileName: string, bytes: Uint8Array): AppError {
  if (isLocked(bytes)) return unsupported(fileName, problem('files.locked'))
  return unsupported(fileName, problem('files.office97'))
}

function unknownType(fileName: string, extension: string | undefined): AppError {
  if (extension === undefined) return unsupported(fileName, problem('files.noExtension'))
  const format = Object.hasOwn(OLD_FORMATS, extension) ? OLD_FORMATS[extension] : undefined
  return unsupported(
    fileName,
    format === undefined
      ? problem('files.extensionUnknown', { extension })
      : problem('files.saveAs', { extension, format }),
  )
}

function unsupported(fileName: string, reason: Problem): AppError {
  return new AppError(
    'UNSUPPORTED_MEDIA_TYPE',
    problem('files.fileRejected', { name: fileName, reason, accepted: WHAT_IS_READ }),
  )
}
