import type { ToolSpec } from '@/lib/engine/ports'

/** Tools as OpenAI's wire and LangChain name them. */
export function toFunctionTools(tools: readonly ToolSpec[]) {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function' as const,
    function: { name, description, parameters },
  }))
}
