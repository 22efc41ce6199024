import 'server-only'
import type { Json } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import type { MakeFileConfig } from './manifest'

export default defineNode<MakeFileConfig>({
  async run({ config: { format, name }, inputs, ctx }) {
    const { rows, content = rows ?? null } = inputs
    // Recorded, so that a resumed run returns the same file.
    const file = await ctx.step(
      { key: 'make', kind: 'other', name: 'Make file', input: { format, name } },
      async () => {
        const made = await ctx.ports.files.make({ format, content, title: name, signal: ctx.signal })
        return { ...(await ctx.ports.files.keep(made)) } satisfies Json
      },
    )
    return { file }
  },
})
