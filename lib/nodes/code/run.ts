import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { CodeConfig } from './manifest'

export default defineNode<CodeConfig>({
  async run({ config, inputs, ctx }) {
    const { output, logs } = await ctx.ports.sandbox.run({
      code: config.code,
      input: inputs,
      timeoutMs: config.timeoutSeconds * 1_000,
      signal: ctx.signal,
    })
    for (const line of logs) ctx.log(line)
    return { result: output }
  },
})
