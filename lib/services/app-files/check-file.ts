import 'server-only'
import { DOCUMENT_TYPES, MAX_DOCUMENT_BYTES, MAX_PICTURE_BYTES } from '@/lib/contracts/file-limits'
import { AppError } from '@/lib/core/app-error'
import { wellFormed } from '@/lib/core/well-formed'
import { toDisplayName } from '@/lib/files/display-name'
import { FILE_TYPES, type FileKind } from '@/lib/files/file-types'
import { sniffFile } from '@/lib/files/sniff'
import { audioTypeOf, sniffAudio } from '@/lib/files/sniff-audio'
import { isImage, sniffImage } from '@/lib/files/sniff-image'
import { problem } from '@/lib/messages/problems/problem'
import { parseInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { copyInChunks } from './copy-in-chunks'
import { documentParser } from './document-parser'
import type { CheckedFile } from './file-types'
import { inTurn } from './parse-queue'

/** Documents that people attach to a message. Archives, source code and mail belong in a knowledge base. */
const ACCEPTED_KINDS: ReadonlySet<FileKind> = new Set<FileKind>([
  ...(['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'epub', 'html', 'markdown', 'csv', 'json', 'text'] as const),
])

/** The time limit per document: people wait for it. */
const PARSE_MS = 30_000
/** Longer texts would be useless to people and models. */
const MAX_CHARACTERS = 4_000_000

export interface GivenFile {
  bytes: Uint8Array
  /** Null if the sender gave none, as with a data URL. */
  fileName: string | null
  declaredType?: string | null | undefined
}

/** The kinds that an app accepts. */
interface FileKinds {
  images: boolean
  documents: boolean
  recordings?: boolean
}

/** The maximum size of a file of an app, known before it is read. */
export const maxBytesOf = ({ documents, recordings = false }: FileKinds): number =>
  documents || recordings ? MAX_DOCUMENT_BYTES : MAX_PICTURE_BYTES

/**
 * Validates an uploaded file: name, first bytes and declared type must agree, and a document must contain text.
 * @param accepted the kinds that the app uses
 * @throws UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, INVALID_INPUT, TIMEOUT
 */
export async function checkFile(
  { bytes, fileName, declaredType }: GivenFile,
  accepted: FileKinds,
): Promise<CheckedFile> {
  if (bytes.byteLength === 0) throw new AppError('INVALID_INPUT', problem('files.empty'))
  const name = fileName === null ? null : toDisplayName(fileName)
  const acceptsOnlyImages = !accepted.documents && !accepted.recordings
  if (accepted.images && (isImage(bytes) || acceptsOnlyImages)) {
    if (bytes.byteLength > MAX_PICTURE_BYTES) throw tooLarge(MAX_PICTURE_BYTES)
    const mediaType = sniffImage({ bytes, fileName: name, declaredType })
    return { name: name ?? `picture.${mediaType.slice('image/'.length)}`, mediaType, bytes, text: null }
  }
  if (accepted.recordings && (audioTypeOf(bytes) !== null || !accepted.documents))
    return checkRecording({ bytes, fileName: name, declaredType })
  if (!accepted.documents) throw new AppError('INVALID_INPUT', problem('files.notAccepted'))
  if (isImage(bytes)) throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('files.documentsOnly'))
  if (bytes.byteLength > MAX_DOCUMENT_BYTES) throw tooLarge(MAX_DOCUMENT_BYTES)
  const documentName = name ?? nameFor(declaredType)
  const { kind, mimeType: mediaType } = sniffFile({ bytes, fileName: documentName, declaredType })
  if (!ACCEPTED_KINDS.has(kind))
    throw new AppError(
      'UNSUPPORTED_MEDIA_TYPE',
      problem('files.typeNotAccepted', { name: documentName, accepted: DOCUMENT_TYPES }),
    )
  const parseRequest = {
    fileName: documentName,
    mime: mediaType,
    timeoutMs: PARSE_MS,
    maxCharacters: MAX_CHARACTERS,
    ...documentParser(),
  }
  // The parser thread gets its own copy, made in chunks when its turn comes: copying a large file at once would block
  // the event loop.
  const { text, pages } = await inTurn(async () =>
    parseInWorker({ ...parseRequest, bytes: await copyInChunks(bytes), transfersBytes: true }),
  )
  // Replaced character by character, so that page offsets stay valid.
  return { name: documentName, mediaType, bytes, text: { text: wellFormed(text).replaceAll('\0', ' '), pages } }
}

function checkRecording({ bytes, fileName, declaredType }: GivenFile): CheckedFile {
  if (bytes.byteLength > MAX_DOCUMENT_BYTES) throw tooLarge(MAX_DOCUMENT_BYTES)
  const recording = { bytes, fileName: fileName ?? 'recording', declaredType }
  return { name: recording.fileName, mediaType: sniffAudio(recording), bytes, text: null }
}

function nameFor(declaredType: string | null | undefined): string {
  const type = FILE_TYPES.find(({ mimeType }) => mimeType === declaredType)
  return type ? `document.${type.extensions[0]}` : 'document'
}

function tooLarge(bytes: number): AppError {
  return new AppError('TOO_LARGE', problem('files.tooLarge', { megabytes: bytes / 1024 / 1024 }))
}
