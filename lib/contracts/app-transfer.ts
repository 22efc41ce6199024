import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

/**
 * The app as a `.patchbay.json` file: its draft, or one of its versions. Pinned results stay behind, and no secret is ever
 * in it: INVALID_INPUT says in which node the value of one was typed.
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
