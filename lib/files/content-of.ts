import { unzipSync } from 'fflate'
import { problem } from '@/lib/messages/problems/problem'
import { utf16Of } from './utf16-of'

/** Detected content type, regardless of the file name. */
export const CONTENT_NAMES = {
  pdf: problem('files.contentPdf'),
  docx: problem('files.contentDocx'),
  pptx: problem('files.contentPptx'),
  xlsx: problem('files.contentXlsx'),
  odt: problem('files.contentOdt'),
  epub: problem('files.contentEpub'),
  zip: problem('files.contentZip'),
  'damaged-zip': problem('files.contentDamagedZip'),
  png: problem('files.contentPng'),
  jpeg: problem('files.contentJpeg'),
  'office-97': problem('files.contentOffice97'),
  html: problem('files.contentHtml'),
  text: problem('files.contentText'),
  binary: problem('files.contentBinary'),
} as const
export type Content = keyof typeof CONTENT_NAMES

/** Compound File Binary: Office before 2007, and newer files that are encrypted. */
const COMPOUND_FILE = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'
const MARKUP =
  /^\s*(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script|svg|\?xml)/i
/** Limit of archive entries to inspect; the entries that identify the type are near the beginning. */
const MAX_NAMES = 5_000

export function contentOf(bytes: Uint8Array): Content {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  // Mail and source code may mention PDFs; a real PDF starts within a few bytes.
  if (head.includes('%PDF-') && (head.indexOf('%PDF-') < 16 || hasBinary(bytes))) return 'pdf'
  if (head.startsWith('PK\u0003\u0004')) return archiveKind(bytes, head)
  if (head.startsWith('PK\u0005\u0006')) return 'zip'
  if (head.startsWith(COMPOUND_FILE)) return 'office-97'
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'png'
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg'
  if (!utf16Of(bytes) && hasBinary(bytes)) return 'binary'
  return MARKUP.test(head) ? 'html' : 'text'
}

/** Office encrypts the whole file into a stream of this name. */
export function isLocked(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('EncryptedPackage', 0, 'utf16le')
}

/**
 * EPUB and OpenDocument declare their type in an uncompressed first entry; Office is recognized by the names of its
 * parts.
 */
function archiveKind(bytes: Uint8Array, head: string): Content {
  if (head.startsWith('mimetypeapplication/epub+zip', 30)) return 'epub'
  if (head.startsWith('mimetypeapplication/vnd.oasis.opendocument.text', 30)) return 'odt'
  const names = namesIn(bytes)
  if (names === null) return 'damaged-zip'
  if (names.has('word/document.xml')) return 'docx'
  if (names.has('ppt/presentation.xml')) return 'pptx'
  if (names.has('xl/workbook.xml')) return 'xlsx'
  return names.has('META-INF/container.xml') ? 'epub' : 'zip'
}

/** Entry names from the archive's table of contents; nothing is decompressed. */
function namesIn(bytes: Uint8Array): Set<string> | null {
  const names = new Set<string>()
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (names.size < MAX_NAMES) names.add(name)
        return false
      },
    })
    return names
  } catch {
    return null
  }
}

/** Text files contain no control characters except white space, escape and form feed. */
function hasBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 65_536).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
}
