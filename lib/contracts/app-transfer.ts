import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { AppCard } from '@/lib/graph/app-file/app-card'
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

/** Lists what a template of the app would reveal: hosts that it calls, secrets that it names and personal data. */
export const previewTemplate = defineContract({
  name: 'apps.previewTemplate',
  method: 'GET',
  path: '/api/studio/apps/:appId/template',
  access: 'editor',
  params: z.strictObject({ appId: Id }),
  response: z.strictObject({
    hosts: z.array(z.string()),
    secrets: z.array(z.string()),
    /** Labels of fields and outputs that are marked as personal data. */
    personal: z.array(z.string()),
  }),
})

/**
 * Writes the draft as a template: a `.patchbay.json` file of version 2 with a card, without pinned results and ids of
 * the workspace. INVALID_INPUT names the node that contains a typed secret.
 */
export const shareTemplate = defineContract({
  name: 'apps.shareTemplate',
  method: 'POST',
  path: '/api/studio/apps/:appId/template',
  access: 'editor',
  params: z.strictObject({ appId: Id }),
  body: AppCard,
  response: z.instanceof(Response),
  responseKind: 'file',
})
