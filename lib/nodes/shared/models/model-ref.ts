import { z } from 'zod'
import type { ResourceNames } from '@/lib/graph/resource-names'
import { layout } from '@/lib/graph/schema/field-layout'
import type { ManifestText } from '@/lib/messages/manifest-texts'

/** `auto` is the workspace's default language model, or the built-in quotes when there is none. */
export const ModelRefSchema = z
  .strictObject({ connection: z.string().min(1).max(64), model: z.string().min(1).max(200) })
  .default({ connection: 'auto', model: 'auto' })
  .meta(layout({ label: 'Model', input: 'model' }))

interface SelectedModel {
  connection: string
  model: string
}

/** For the `texts` of a manifest whose summary names its model. */
export const modelTexts = { defaultModel: 'Default model' }

export function modelSummary({ connection, model }: SelectedModel, text: ManifestText, names: ResourceNames): string {
  return connection === 'auto' ? names.defaultModel || text('defaultModel') : model
}
