import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { JsonSchema, parseJson } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { convertValue } from '@/lib/graph/variables/convert-value'
import { problem } from '@/lib/messages/problems/problem'
import { editFields, type FieldChange } from '../shared/lists/change-fields'
import { readPath } from '../shared/read-path'
import type { EditedField, EditFieldsConfig } from './manifest'

export default defineNode<EditFieldsConfig>({
  async run({ config, inputs }) {
    return { object: editFields(inputs.object ?? {}, config.fields.map(toChange), config.others) }
  },
})

function toChange({ path: written, action, type, value: rendered }: EditedField): FieldChange {
  const path = readPath(written)
  if (path === null) throw new AppError('INVALID_INPUT', problem('nodes.fieldPath', { path: written }))
  if (action === 'remove') return { path }
  // The value is JSON, because that is the encoding of this template field.
  const value = convertValue(type, parseJson(JsonSchema, rendered))
  if (value === undefined) throw new AppError('INVALID_INPUT', problem('nodes.fieldUnfit', { path: written, type }))
  return { path, type, value }
}
