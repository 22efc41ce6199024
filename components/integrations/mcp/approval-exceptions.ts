import type { Json, JsonObject } from '@/lib/core/json'

export type Approval = 'always' | 'never'

/** Whether an agent with these settings asks before it calls a tool of an MCP server, all of which may change something. */
export function approvalOf(agent: JsonObject, tool: string): Approval {
  const exception = exceptionsOf(agent).find((item) => item.tool === tool)
  if (exception) return exception.ask === 'always' ? 'always' : 'never'
  return usual(agent)
}

/** The agent's settings with another decision about one tool. What matches its usual one needs no exception. */
export function withApproval(agent: JsonObject, tool: string, approval: Approval): JsonObject {
  const others: Json[] = exceptionsOf(agent).filter((item) => item.tool !== tool)
  return {
    ...agent,
    askExceptions: approval === usual(agent) ? others : [...others, { tool, ask: approval }],
  }
}

const usual = ({ ask }: JsonObject): Approval => (ask === 'never' ? 'never' : 'always')

function exceptionsOf({ askExceptions }: JsonObject): JsonObject[] {
  if (!Array.isArray(askExceptions)) return []
  return askExceptions.filter((item): item is JsonObject => typeof item === 'object' && item !== null && 'tool' in item)
}
