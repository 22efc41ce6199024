import 'server-only'
import type { Json } from '@/lib/core/json'
import { type SearchModels, searchModels } from '@/lib/rag/search/search-models'
import type { ServiceContext } from '../context'
import { workspaceModels } from '../gateway/workspace-models'
import { backgroundCaller } from './indexes/index-embedder'

export interface SearchStep {
  name: string
  durationMs: number
}

/** The workspace's models for a search in the studio; records their calls in `steps`. */
export function tracedModels(ctx: ServiceContext, steps: SearchStep[], signal: AbortSignal): SearchModels {
  const models = workspaceModels({
    system: ctx.system,
    caller: backgroundCaller(ctx.workspace.id, ctx.actor.kind === 'user' ? ctx.actor.userId : null),
  })
  const step = async (record: { name: string }, work: () => Promise<Json>): Promise<Json> => {
    const startedMs = performance.now()
    const result = await work()
    steps.push({ name: record.name, durationMs: performance.now() - startedMs })
    return result
  }
  return searchModels(models, { step, usage: () => {}, nodeId: 'search', signal })
}
