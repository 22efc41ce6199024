import 'server-only'
import { JsonSchema, parseJson } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import type { SetVariableConfig } from './manifest'

export default defineNode<SetVariableConfig>({
  async run({ config, ctx }) {
    // The encoding of the template field makes each value JSON.
    const changes = config.assignments.map(({ value, ...change }) => ({
      ...change,
      value: parseJson(JsonSchema, value),
    }))
    const values = await ctx.assign(changes)
    return { value: values[changes[0]?.variable ?? ''] ?? null, values }
  },
})
