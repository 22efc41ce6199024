import 'server-only'
import { JsonSchema, parseJson } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import type { SetVariableConfig } from './manifest'

export default defineNode<SetVariableConfig>({
  async run({ config, ctx }) {
    // Each value is JSON, because that is the encoding of this template field.
    const changes = config.assignments.map(({ value, ...change }) => ({
      ...change,
      value: parseJson(JsonSchema, value),
    }))
    const values = await ctx.assign(changes)
    return { value: values[changes[0]?.variable ?? ''] ?? null, values }
  },
})
