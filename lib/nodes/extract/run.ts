import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { toText } from '@/lib/export/runtime/values'
import { problem } from '@/lib/messages/problems/problem'
import { extractValues, MAX_CHARACTERS } from '../shared/values/extract-values'
import type { ExtractConfig } from './manifest'

export default defineNode<ExtractConfig>({
  async run({ config: { format, fields }, inputs }) {
    const text = toText(inputs.text)
    if (text.length > MAX_CHARACTERS)
      throw new AppError('LIMIT_EXCEEDED', problem('nodes.extractTooLong', { count: text.length, max: MAX_CHARACTERS }))
    try {
      const values = extractValues(text, format, fields)
      const first = values[fields[0]?.name ?? ''] ?? null
      return { values, ...(first === null ? {} : { first }) }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : ''
      throw new AppError('INVALID_INPUT', problem('nodes.notExtracted', { reason }), { cause })
    }
  },
})
