import 'server-only'
import { z } from 'zod'
import { asFileRefs } from '@/lib/core/file-ref'
import { Id } from '@/lib/core/ids'
import { takesFiles } from '@/lib/services/apps/input-fields'
import type { PublicApi } from '../public-api'
import type { AppHandler } from '../shared/access/keyed-app'
import { fileDownload } from '../shared/responses/file-download'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { DifyUser } from './dify-app'

type App = Parameters<AppHandler>[1]

const KINDS = [
  ['images', 'image'],
  ['documents', 'document'],
  ['recordings', 'audio'],
] as const

/** The files of each message, by run. */
export async function filesOfRuns(
  { backend, appUrl }: PublicApi,
  app: App,
  runIds: readonly string[],
): Promise<Map<string, object[]>> {
  if (!takesFiles(app)) return new Map()
  const entries = await Promise.all(
    runIds.map(async (runId): Promise<[string, object[]]> => {
      const run = await backend.inputOf({ app, runId })
      const files = KINDS.flatMap(([input, type]) =>
        (asFileRefs(run?.inputs[input]) ?? []).map(({ fileId: id, name, mediaType, sizeBytes }) => ({
          id,
          type,
          belongs_to: 'user',
          transfer_method: 'local_file',
          upload_file_id: id,
          filename: name,
          mime_type: mediaType,
          size: sizeBytes,
          url: `${appUrl}/v1/files/${id}/preview`,
        })),
      )
      return [runId, files]
    }),
  )
  return new Map(entries)
}

const PreviewQuery = z.object({ user: DifyUser.optional(), as_attachment: z.enum(['true', 'false']).optional() })

/** An uploaded file as a download, so that no browser renders user content on our origin. */
export function previewFile(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user } = readQuery(call, PreviewQuery, 'parameters.userNotText')
    const id = Id.safeParse(call.param('fileId'))
    if (!id.success) throw notFound()
    return fileDownload(await api.backend.readFile({ app, endUser: user ?? null, id: id.data }))
  }
}
