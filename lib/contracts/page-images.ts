import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

export const MAX_PAGE_IMAGE_BYTES = 64 * 1024
export const MAX_PAGE_IMAGE_PIXELS = 2_048

/** Uploads a logo or avatar. The publication settings refer to it by id; without that, it is deleted after a day. */
export const uploadPageImage = defineContract({
  name: 'publication.uploadImage',
  method: 'POST',
  path: '/api/studio/apps/:appId/images',
  access: 'editor',
  params: z.strictObject({ appId: Id }),
  bodyKind: 'upload',
  maxBodyBytes: MAX_PAGE_IMAGE_BYTES + 16 * 1024,
  response: z.strictObject({ id: Id }),
})

/** Downloads a logo or avatar of the app. */
export const readPageImage = defineContract({
  name: 'publication.readImage',
  method: 'GET',
  path: '/api/studio/apps/:appId/images/:fileId',
  access: 'viewer',
  params: z.strictObject({ appId: Id, fileId: Id }),
  response: z.unknown(),
})
