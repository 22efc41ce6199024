import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

/**
 * Exports the app as a `.patchbay.json` file: its draft, or one of its versions. Pinned results are excluded, and a
 * secret never is in the file: INVALID_INPUT names the node that contains a typed secret.
 */
export const exportAppFile = defineContract({
  name: 'apps.exportFile',
  method: 'GET',
  path: '/api/studio/apps/:appId/file',
  access: 'editor',
  params: z.strictObject({ appId: Id }),
  query: z.strictObject({ versionId: Id.optional() }),
  response: z.instanceof(Response),
  responseKind: 'file',
})
