import type { ToolSpec } from '@/lib/engine/model-requests'

/** Tools in the format of OpenAI and LangChain. */
export function toFunctionTools(tools: readonly ToolSpec[]) {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function' as const,
    function: { name, description, parameters },
  }))
}
