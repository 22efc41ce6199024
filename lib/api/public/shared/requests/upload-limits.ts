import 'server-only'
import { maxBytesOf } from '@/lib/services/app-files/check-file'
import type { FileSender } from '@/lib/services/app-files/file-types'
import type { acceptedFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import { type ApiRequest, addressOf } from '../../public-handler'
import { visitorOf } from '../access/visitor-of'
import type { UploadLimits } from './read-upload'

interface UploadRequest {
  sender: FileSender
  accepted: ReturnType<typeof acceptedFiles>
}

/** Limits of an upload before any of it is read: the file types that the app accepts, and the remaining quota. */
export async function uploadLimits(
  api: PublicApi,
  call: ApiRequest,
  { sender, accepted }: UploadRequest,
): Promise<UploadLimits> {
  const limits = { maxBytes: maxBytesOf(accepted), room: await api.backend.fileRoom(sender) }
  return sender.byVisitor ? { ...limits, visitor: visitorNames(api, call, sender) } : limits
}

/** Names by which concurrent uploads of a visitor are counted. */
export function visitorNames(
  api: PublicApi,
  call: ApiRequest,
  { app, endUser }: Pick<FileSender, 'app' | 'endUser'>,
): string[] {
  return [...(endUser === null ? [] : [`visitor:${app.appId}:${endUser}`]), `address:${addressOf(api, call)}`]
}

/** Identity of an anonymous visitor for limits, independent of the browser's claims. */
export const anonymousVisitor = (api: PublicApi, call: ApiRequest, app: PublishedApp): { visitor: string } => ({
  visitor: visitorOf(app.appId, addressOf(api, call)),
})
