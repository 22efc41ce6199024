import 'server-only'
import { and, eq, lt, notInArray, sql } from 'drizzle-orm'
import {
  MAX_PAGE_IMAGE_BYTES,
  MAX_PAGE_IMAGE_PIXELS,
  type readPageImage as readContract,
  type uploadPageImage as uploadContract,
} from '@/lib/contracts/page-images'
import type { PageImages } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { appFiles } from '@/lib/db/schema/app-files'
import { imageSize } from '@/lib/files/image-size'
import { sniffImage } from '@/lib/files/sniff-image'
import { problem } from '@/lib/messages/problems/problem'
import { fileResponse } from '../app-files/file-response'
import { deleteBytes } from '../app-files/generated-files'
import { publicFiles } from '../app-files/public-files'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { requireRole, type ServiceContext, type Upload, type Verb } from '../context'
import { PAGE_IMAGES } from './page-image-scope'

export const uploadPageImage: Verb<typeof uploadContract> = async ({ ctx, params, upload }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const mediaType = checkPageImage(upload)
  const file = { name: upload.fileName, mediaType, bytes: upload.bytes, text: null }
  const { id } = await publicFiles(ctx).storeFile({ ...scopeOf(app), file })
  return { id }
}

export const readPageImage: Verb<typeof readContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { file, bytes } = await publicFiles(ctx).readFile({ ...scopeOf(app), id: params.fileId })
  return fileResponse(file, bytes)
}

/** @throws NOT_FOUND for files that are not images of this app */
export async function requirePageImages(ctx: ServiceContext, app: AppRow, images: PageImages): Promise<void> {
  await publicFiles(ctx).findFiles({ ...scopeOf(app), ids: idsOf(images) })
}

/** Deletes images that are no longer used. Another editor may not have saved a new one yet, so recent ones stay. */
export async function deleteUnusedPageImages(ctx: ServiceContext, app: AppRow, images: PageImages): Promise<void> {
  const ids = idsOf(images)
  const deleted = await ctx.db
    .delete(appFiles)
    .where(
      and(
        eq(appFiles.workspaceId, app.workspaceId),
        eq(appFiles.appId, app.id),
        eq(appFiles.environment, PAGE_IMAGES),
        lt(appFiles.createdAt, sql`now() - interval '1 day'`),
        ids.length > 0 ? notInArray(appFiles.id, ids) : undefined,
      ),
    )
    .returning({ id: appFiles.id })
  await deleteBytes(
    app.workspaceId,
    deleted.map(({ id }) => id),
  )
}

const scopeOf = ({ id, workspaceId }: AppRow) => ({
  app: { appId: id, workspaceId, environment: PAGE_IMAGES },
  endUser: null,
})

const idsOf = ({ logo, avatar }: PageImages): string[] => [logo, avatar].flatMap((id) => id ?? [])

/** Requires PNG or WebP by name, first bytes and declared type: SVG, for example, can contain scripts. */
function checkPageImage({ bytes, fileName, mimeType }: Upload): string {
  const type = sniffImage({ bytes, fileName, declaredType: mimeType })
  if (type !== 'image/png' && type !== 'image/webp')
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('files.pngOrWebp'))
  if (bytes.byteLength > MAX_PAGE_IMAGE_BYTES)
    throw new AppError('TOO_LARGE', problem('files.tooLargeKilobytes', { kilobytes: MAX_PAGE_IMAGE_BYTES / 1024 }))
  const size = imageSize(bytes, type)
  if (!size || Math.max(size.width, size.height) > MAX_PAGE_IMAGE_PIXELS)
    throw new AppError('TOO_LARGE', problem('files.imageTooWide', { pixels: MAX_PAGE_IMAGE_PIXELS }))
  return type
}
