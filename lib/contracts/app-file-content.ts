import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

/** Downloads a file uploaded to an app of the workspace, or created by one. */
export const readAppFile = defineContract({
  name: 'appFiles.content',
  method: 'GET',
  path: '/api/studio/files/:fileId/content',
  access: 'viewer',
  params: z.strictObject({ fileId: Id }),
  response: z.unknown(),
})
