import 'server-only'
import { mostBytesOf } from '@/lib/services/app-files/check-file'
import type { FileSender } from '@/lib/services/app-files/file-types'
import type { takenFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../../public-api'
import { addressOf, type FaceRequest } from '../../public-handler'
import { visitorOf } from '../access/visitor-of'
import type { UploadLimits } from './read-upload'

interface Asked {
  sender: FileSender
  takes: ReturnType<typeof takenFiles>
}

/** Limits of an upload before any of it is read: the file types that the app accepts, and the remaining quota. */
export async function uploadLimits(
  faces: PublicFaces,
  face: FaceRequest,
  { sender, takes }: Asked,
): Promise<UploadLimits> {
  const limits = { maxBytes: mostBytesOf(takes), room: await faces.backend.fileRoom(sender) }
  return sender.byVisitor ? { ...limits, visitor: visitorNames(faces, face, sender) } : limits
}

/** By which concurrent uploads of a visitor are counted. */
export function visitorNames(
  faces: PublicFaces,
  face: FaceRequest,
  { app, endUser }: Pick<FileSender, 'app' | 'endUser'>,
): string[] {
  return [...(endUser === null ? [] : [`visitor:${app.appId}:${endUser}`]), `address:${addressOf(faces, face)}`]
}

/** How an anonymous visitor is counted whose own name is whatever the browser says. */
export const anonymousVisitor = (faces: PublicFaces, face: FaceRequest, app: PublishedApp): { visitor: string } => ({
  visitor: visitorOf(app.appId, addressOf(faces, face)),
})
