import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import type { ImagePart } from '@/lib/engine/ports'
import { readFile } from '@/lib/files/store'
import type { StartPublicRun } from '../public-backend-types'
import { publicFiles } from './public-files'

const Ids = z.array(z.string())

/** Inputs with what the pictures are in place of their ids; the bytes stay in the store. @throws NOT_FOUND for another's */
export async function withPictures(db: Database, { app, inputs, endUser }: StartPublicRun): Promise<JsonObject> {
  if (!app.takesImages || inputs.images === undefined) return inputs
  const ids = Ids.parse(inputs.images)
  const files = await publicFiles({ db }).findFiles({ app, endUser: endUser ?? null, ids })
  const images = files.map(({ id, name, mediaType, sizeBytes }) => ({ fileId: id, name, mediaType, sizeBytes }))
  return { ...inputs, images }
}

/** A picture for a model, by a step of the app that it was sent to: asked again here, where it is used (T54). */
export async function readPicture(
  db: Database,
  { workspaceId, appId, fileId }: { workspaceId: string; appId: string | null; fileId: string },
): Promise<ImagePart> {
  const [file] =
    z.uuid().safeParse(fileId).success && appId !== null
      ? await db
          .select({ mediaType: appFiles.mediaType })
          .from(appFiles)
          .where(and(eq(appFiles.id, fileId), eq(appFiles.workspaceId, workspaceId), eq(appFiles.appId, appId)))
      : []
  if (!file) throw new AppError('NOT_FOUND', 'A picture of this run is gone.')
  const bytes = await readFile(workspaceId, fileId)
  return { mediaType: file.mediaType, base64: Buffer.from(bytes).toString('base64') }
}
