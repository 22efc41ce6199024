import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { MAX_DOCUMENT_BYTES } from './file-limits'
import { PublicFile } from './public-files'
import { Done } from './shared'

/** Uploads an image or document for a draft run, which references it by id in its inputs. */
export const uploadAppFile = defineContract({
  name: 'appFiles.upload',
  method: 'POST',
  path: '/api/studio/apps/:appId/files',
  access: 'runner',
  params: z.strictObject({ appId: Id }),
  bodyKind: 'upload',
  maxBodyBytes: MAX_DOCUMENT_BYTES + 64 * 1024,
  response: PublicFile,
})

export const deleteAppFile = defineContract({
  name: 'appFiles.delete',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/files/:fileId',
  access: 'runner',
  params: z.strictObject({ appId: Id, fileId: Id }),
  response: Done,
})
