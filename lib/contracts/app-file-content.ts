import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

/** The bytes of a file that an app of the workspace was sent or has made. */
export const readAppFile = defineContract({
  name: 'appFiles.content',
  method: 'GET',
  path: '/api/studio/files/:fileId/content',
  access: 'viewer',
  params: z.strictObject({ fileId: Id }),
  response: z.unknown(),
})
