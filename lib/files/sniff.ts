import { AppError } from '@/lib/core/app-error'
import { FILE_TYPES, type FileKind, type FileType } from './file-types'

export interface SniffFileOptions {
  bytes: Uint8Array
  fileName: string
  /** The upload's Content-Type; empty and application/octet-stream say nothing. */
  declaredType?: string | null | undefined
}

/** The file's type, if its name, its first bytes and what the sender says agree. @throws AppError UNSUPPORTED_MEDIA_TYPE (T51) */
export function sniffFile({ bytes, fileName, declaredType }: SniffFileOptions): { kind: FileKind; mimeType: string } {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase()
  const found = contentOf(bytes)
  const type =
    extension === undefined
      ? byContent(found)
      : FILE_TYPES.find((item) => asStrings(item.extensions).includes(extension))
  if (!type)
    throw unsupported(
      fileName,
      `files ${extension ? `of type .${extension}` : 'without a known extension'} cannot be read.`,
    )
  if (!fits(type, found)) throw unsupported(fileName, `its content is ${CONTENT_NAMES[found]}, not what its name says.`)
  const declared = declaredType?.split(';')[0]?.trim().toLowerCase()
  if (declared && declared !== 'application/octet-stream' && !asStrings(type.declared).includes(declared)) {
    throw unsupported(fileName, `it was sent as ${declared.slice(0, 80)}, but is ${type.mimeType}.`)
  }
  return { kind: type.kind, mimeType: type.mimeType }
}

const CONTENT_NAMES = {
  pdf: 'a PDF',
  zip: 'a ZIP archive',
  html: 'a web page',
  text: 'plain text',
  binary: 'of an unknown kind',
} as const
type Content = keyof typeof CONTENT_NAMES

function contentOf(bytes: Uint8Array): Content {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK\u0003\u0004')) return 'zip'
  const isUtf16 = head.startsWith('\u00ff\u00fe') || head.startsWith('\u00fe\u00ff')
  if (!isUtf16 && hasBinary(bytes)) return 'binary'
  return /^\s*(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script|svg|\?xml)/i.test(
    head,
  )
    ? 'html'
    : 'text'
}

/** Text files hold no control characters but white space, escape and form feed. */
function hasBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 65_536).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
}

function byContent(content: Content): FileType | undefined {
  const kind: Partial<Record<Content, FileKind>> = { pdf: 'pdf', html: 'html', text: 'text' }
  return FILE_TYPES.find((type) => type.kind === kind[content])
}

function fits(type: FileType, content: Content): boolean {
  switch (type.kind) {
    case 'pdf':
      return content === 'pdf'
    case 'docx':
      return content === 'zip'
    // A fragment of HTML looks like text.
    case 'html':
    // Markdown may begin with HTML.
    case 'markdown':
      return content === 'html' || content === 'text'
    case 'csv':
    case 'json':
    case 'text':
      return content === 'text'
    default: {
      const unhandled: never = type
      throw new AppError('INTERNAL', `Unhandled file type ${JSON.stringify(unhandled)}`)
    }
  }
}

/** Literal tuples refuse `includes` of a wider string. */
function asStrings(values: readonly string[]): readonly string[] {
  return values
}

function unsupported(fileName: string, reason: string): AppError {
  return new AppError(
    'UNSUPPORTED_MEDIA_TYPE',
    `“${fileName}” was not accepted: ${reason} Patchbay reads PDF, DOCX, HTML, Markdown, text, CSV and JSON.`,
  )
}
