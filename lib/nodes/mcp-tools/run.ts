import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { askForServer } from '../shared/actions/ask-for-server'
import { secretHeaders } from '../shared/http/secret-headers'
import type { McpToolsConfig } from './manifest'

export default defineNode<McpToolsConfig>({
  async run() {
    // Its only port is a capability, so it never runs as a step.
    return {}
  },
  async bind({ config, ctx }) {
    const server =
      config.server === ''
        ? { url: config.url, headers: await secretHeaders(config, new URL(config.url), ctx) }
        : { id: config.server }
    const isOffered = (name: string) => config.only.length === 0 || config.only.includes(name)
    return {
      kind: 'tool',
      isToolbox: true,
      ...(config.continueWithout ? {} : { isRequired: true as const }),
      specs: async () => {
        const tools = await ctx.ports.mcp.listTools({ server, only: config.only, signal: ctx.signal })
        return tools.filter((tool) => isOffered(tool.name))
      },
      call: async (name, args, _callKey, callCtx = ctx) => {
        if (!isOffered(name)) throw new AppError('TOOL_FAILED', problem('tools.unknown', { name: name.slice(0, 64) }))
        const ask = askForServer(callCtx, name)
        return ctx.ports.mcp.callTool({ server, name, arguments: args, signal: ctx.signal, ask })
      },
    }
  },
})
