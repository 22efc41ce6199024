import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** `auto` is the workspace's default language model, or the built-in quotes when there is none. */
export const ModelRefSchema = z
  .strictObject({ connection: z.string().min(1).max(64), model: z.string().min(1).max(200) })
  .default({ connection: 'auto', model: 'auto' })
  .meta(layout({ label: 'Model', input: 'model' }))

interface ChosenModel {
  connection: string
  model: string
}

export function modelSummary({ connection, model }: ChosenModel): string {
  return connection === 'auto' ? 'Default model' : model
}
