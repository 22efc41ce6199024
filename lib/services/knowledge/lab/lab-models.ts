import 'server-only'
import type { EnginePorts } from '@/lib/engine/ports'
import type { KnownField } from '@/lib/rag/search/query/prepare-question'
import type { SearchChunksOptions } from '@/lib/rag/search/search-chunks'
import { type SearchModels, searchModels } from '@/lib/rag/search/search-models'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'
import { backgroundCaller, queryEmbedder } from '../indexes/index-embedder'

/** The models of one search, and their cost. */
export interface LabCalls {
  embed: SearchChunksOptions['embed']
  search: SearchModels
  /** Millionths of a dollar so far, or null if a price is unknown. */
  costMicros(): number | null
}

export interface LabModels {
  /** Metadata of the documents, for filters derived from the question. */
  fields: readonly KnownField[]
  begin(signal: AbortSignal): LabCalls
}

interface LabModelsOptions {
  workspaceId: string
  userId: string | null
  fields: readonly KnownField[]
}

/** The workspace's models on behalf of the user, for ledger, budgets and limits. */
export function labModels(system: System, { workspaceId, userId, fields }: LabModelsOptions): LabModels {
  const caller = backgroundCaller(workspaceId, userId)
  const models: EnginePorts['models'] = workspaceModels({ system, caller })
  return {
    fields,
    begin(signal) {
      let cost: number | null = 0
      const add = (micros: number | null) => {
        cost = cost === null || micros === null ? null : cost + micros
      }
      return {
        embed: queryEmbedder({ system, caller, onUsage: ({ costMicros }) => add(costMicros) }),
        search: searchModels(models, {
          step: (_record, work) => work(),
          usage: ({ costMicros }) => add(costMicros),
          nodeId: 'lab',
          signal,
        }),
        costMicros: () => cost,
      }
    },
  }
}
