import 'server-only'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ToolSpec } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import { isPaused, type NodePaused } from '@/lib/engine/pauses/pause'
import type { OpenedAction } from './open-action'
import { resultForModel, runAction } from './run-action'
import { toolInput, toolNameOf, toolParameters } from './tool-input'

export interface ActionTool {
  spec: ToolSpec
  isWrite: boolean
  call(args: JsonObject, ctx: NodeContext): Promise<Json | NodePaused>
}

/** An action as a tool for a model. The action's own name and description apply where the author left these empty. */
export function toolOfAction(
  opened: OpenedAction,
  { name = '', description = '' }: { name?: string; description?: string },
): ActionTool {
  return {
    spec: {
      name: name.trim() || toolNameOf(opened),
      description: description.trim() || `${opened.plugin.label}: ${opened.action.description}`,
      parameters: toolParameters(opened),
    },
    isWrite: opened.action.effect === 'write',
    call: async (args, ctx) => {
      const outputs = await runAction({ opened, values: toolInput(opened, args), ctx })
      return isPaused(outputs) ? outputs : resultForModel(outputs, opened.action.modelOutput)
    },
  }
}
