import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { type ActionTool, toolOfAction } from '../shared/actions/action-tool'
import { openAction } from '../shared/actions/open-action'
import { freeToolName } from './free-tool-name'
import type { ToolboxConfig } from './manifest'

export default defineNode<ToolboxConfig>({
  async run() {
    // The only port of a toolbox is a capability, so it never runs as a step.
    return {}
  },
  async bind({ config, ctx }) {
    const tools = new Map<string, ActionTool>()
    for (const settings of config.tools) {
      const opened = await openAction(settings, ctx)
      const tool = toolOfAction(opened, settings)
      const name = freeToolName(tool.spec.name, settings.plugin, tools)
      tools.set(name, { ...tool, spec: { ...tool.spec, name } })
    }
    return {
      kind: 'tool',
      isToolbox: true,
      specs: async () => [...tools.values()].map(({ spec }) => spec),
      asksFirst: (name) => tools.get(name)?.isWrite ?? true,
      call: async (name, args, _callKey, callCtx = ctx) => {
        const tool = tools.get(name)
        if (!tool) throw new AppError('TOOL_FAILED', problem('tools.unknown', { name: name.slice(0, 64) }))
        return tool.call(args, callCtx)
      },
    }
  },
})
