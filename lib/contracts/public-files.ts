import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { Timestamp } from './shared'

/** Pictures for a published app whose model sees. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024
export const MAX_PICTURES = 10
/** Of JSON that holds pictures itself. */
export const MAX_PICTURE_BODY_BYTES = 8 * 1024 * 1024
/** Of all that the callers of a workspace's apps keep there. */
export const MAX_WORKSPACE_FILE_BYTES = 1024 * 1024 * 1024

export const PublicFile = z.strictObject({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  endUser: z.string().nullable(),
  createdAt: Timestamp,
})
export type PublicFile = z.infer<typeof PublicFile>

export const PublicFileList = z.strictObject({ files: z.array(PublicFile), nextCursor: Id.nullable() })
export type PublicFileList = z.infer<typeof PublicFileList>
