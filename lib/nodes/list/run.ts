import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { JsonSchema, parseJson } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { toText } from '@/lib/export/runtime/values'
import { problem } from '@/lib/messages/problems/problem'
import { changeList, MAX_ITEMS } from '../shared/lists/change-list'
import type { ListConfig } from './manifest'

export default defineNode<ListConfig>({
  async run({ config, inputs }) {
    const input = inputs.items ?? []
    const size = Array.isArray(input) ? input.length : 1
    if (size > MAX_ITEMS)
      throw new AppError('LIMIT_EXCEEDED', problem('nodes.listTooLong', { count: size, max: MAX_ITEMS }))
    // The encoding of the template field makes the compared value JSON.
    const operations = config.operations.map((operation) => ({
      ...operation,
      value: parseJson(JsonSchema, operation.value),
    }))
    const { items, text } = await changeList(input, inputs.other, operations)
    const [first] = items
    const last = items.at(-1)
    return {
      items,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
      count: items.length,
      text: text ?? items.map(toText).join(', '),
    }
  },
})
