import 'server-only'
import { MAX_DOCUMENT_BYTES } from '@/lib/contracts/file-limits'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { audioTypeOf } from '@/lib/files/sniff-audio'
import { isImage } from '@/lib/files/sniff-image'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { ReceivedFile } from '@/lib/plugins/events/channel'
import { checkFile, type GivenFile } from '../app-files/check-file'
import { publicFiles } from '../app-files/public-files'
import { takesFiles } from '../apps/input-fields'
import type { CallPlugin } from '../integrations/call-plugin'
import type { System } from '../system'
import type { PublishedApp } from '../versions/published-app'
import type { OpenedChannel } from './channel-row'
import type { MessageRow } from './message-queue'

interface Storing {
  app: PublishedApp
  endUser: string
  signal: AbortSignal
  call: CallPlugin
}

type FileInputs = Partial<Record<'images' | 'documents' | 'recordings', string[]>>

/** A file that the app does not accept; its message is for the person who sent it. */
export class FileRejection extends Error {
  constructor(readonly reason: AppError) {
    super(reason.message)
  }
}

/**
 * Downloads the files of a message, checks them like uploads, and stores them for its person. The same file again, such as
 * after a crash, is stored once. An app without file inputs ignores them.
 * @returns inputs of the run @throws FileRejection, or AppError when a retry may succeed
 */
export async function storeFiles(
  system: System,
  channel: OpenedChannel,
  message: MessageRow,
  storing: Storing,
): Promise<FileInputs> {
  const { app } = storing
  if (message.files.length === 0) return {}
  if (!takesFiles(app)) {
    if (message.text === '') throw new FileRejection(new AppError('INVALID_INPUT', problem('files.notAccepted')))
    return {}
  }
  const inputs: FileInputs = {}
  for (const file of message.files) {
    const { kind, id } = await storeFile(system, channel, file, storing)
    inputs[kind] = [...new Set([...(inputs[kind] ?? []), id])]
  }
  return inputs
}

async function storeFile(
  system: System,
  channel: OpenedChannel,
  file: ReceivedFile,
  { app, endUser, signal, call }: Storing,
): Promise<{ kind: keyof FileInputs; id: string }> {
  if (file.sizeBytes > MAX_DOCUMENT_BYTES) throw new FileRejection(tooLarge())
  const given = await download(system, channel, file, { signal, call })
  const { takesImages: images, takesDocuments: documents, takesRecordings: recordings } = app
  try {
    const checked = await checkFile(given, { images, documents, recordings })
    const { id } = await publicFiles(system).storeFile({ app, endUser, byVisitor: true, file: checked })
    const isRecording = recordings && (audioTypeOf(given.bytes) !== null || !documents)
    const kind = images && isImage(given.bytes) ? 'images' : isRecording ? 'recordings' : 'documents'
    return { kind, id }
  } catch (error) {
    throw AppError.isInstance(error) ? new FileRejection(error) : error
  }
}

const REJECTED: ReadonlySet<ErrorCode> = new Set(['TOO_LARGE', 'NOT_FOUND', 'INVALID_INPUT'])
const LIMITED: ReadonlySet<ErrorCode> = new Set(['RATE_LIMITED', 'TIMEOUT'])

async function download(
  system: System,
  { row, plugin, definition }: OpenedChannel,
  { name, mediaType, source }: ReceivedFile,
  { signal, call }: Pick<Storing, 'signal' | 'call'>,
): Promise<GivenFile> {
  if (!definition.download) throw new FileRejection(new AppError('INVALID_INPUT', problem('files.notAccepted')))
  let kept: GivenFile | null = null
  try {
    await call(system, {
      workspaceId: row.workspaceId,
      plugin,
      action: definition.download,
      connectionId: row.connectionId,
      signal,
      input: { ...source },
      idempotencyKey: newId(),
      files: {
        keep: async ({ bytes }) => {
          kept = { bytes, fileName: name, declaredType: mediaType }
          return { fileId: newId(), name, mediaType, sizeBytes: bytes.byteLength }
        },
      },
    })
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    if (REJECTED.has(error.code)) throw new FileRejection(error)
    // Limits of the service, unlike those of the app, end soon.
    throw LIMITED.has(error.code) ? new AppError('UNAVAILABLE', pickProblem(error), { cause: error }) : error
  }
  if (kept === null) throw new FileRejection(new AppError('NOT_FOUND', problem('missing.file')))
  return kept
}

const tooLarge = (): AppError =>
  new AppError('TOO_LARGE', problem('files.tooLarge', { megabytes: MAX_DOCUMENT_BYTES / 1_048_576 }))
