import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import { toolOfAction } from '../shared/actions/action-tool'
import { openAction, withInputs } from '../shared/actions/open-action'
import { runAction } from '../shared/actions/run-action'
import type { ActionConfig } from './manifest'

export default defineNode<ActionConfig>({
  async run({ config, inputs, ctx }) {
    const opened = withInputs(await openAction(config, ctx), inputs)
    return runAction({ opened, values: opened.values, ctx })
  },
  async bind({ config, inputs, ctx }) {
    const tool = toolOfAction(withInputs(await openAction(config, ctx), inputs), {
      description: config.toolDescription,
    })
    return {
      kind: 'tool',
      isToolbox: true,
      specs: async () => [tool.spec],
      asksFirst: () => tool.isWrite,
      call: (_name, args, _callKey, callCtx = ctx) => tool.call(args, callCtx),
    }
  },
})
