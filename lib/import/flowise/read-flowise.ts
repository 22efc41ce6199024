import type { Json } from '@/lib/core/json'
import { JsonObjectSchema } from '@/lib/core/json'
import type { SourceFlow } from '../source-flow'
import { FlowiseFile } from './flowise-file'
import { readAgentflow } from './read-agentflow'
import { readChatflow } from './read-chatflow'
import { readSequence } from './read-sequence'

/** Flows of a file: one, or all of a workspace export; none if the file is not from Flowise. */
export function readFlowise(value: Json): SourceFlow[] {
  const one = FlowiseFile.safeParse(value)
  if (one.success) return isFlowise(value) ? [readFlow(one.data)] : []
  return flowsOfExport(value).map(readFlow)
}

function readFlow(file: FlowiseFile): SourceFlow {
  const names = file.nodes.map(({ data }) => data.name)
  if (names.some((name) => name.endsWith('Agentflow'))) return readAgentflow(file)
  if (names.some((name) => name.startsWith('seq') || name === 'supervisor')) return readSequence(file)
  return readChatflow(file)
}

/** Nodes of other builders that use the same canvas library have no names in their data. */
function isFlowise(value: Json): boolean {
  const text = JSON.stringify(JsonObjectSchema.parse(value).nodes)
  return text.includes('"inputAnchors"') || text.includes('Agentflow"')
}

const EXPORTED = ['AgentFlow', 'AgentFlowV2', 'ChatFlow', 'AssistantFlow']

/** A workspace export has lists of flows, each with its graph as text. */
function flowsOfExport(value: Json): FlowiseFile[] {
  const root = JsonObjectSchema.safeParse(value).data ?? {}
  return EXPORTED.flatMap((key) => (Array.isArray(root[key]) ? root[key] : [])).flatMap((item) => {
    const { name, flowData } = JsonObjectSchema.safeParse(item).data ?? {}
    if (typeof flowData !== 'string') return []
    const flow = FlowiseFile.safeParse({ name, ...readJson(flowData) })
    return flow.success ? [flow.data] : []
  })
}

function readJson(text: string): object {
  try {
    return JsonObjectSchema.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
