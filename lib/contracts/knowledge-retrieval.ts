import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { defineContract } from './contract'

const BaseParams = z.strictObject({ knowledgeBaseId: Id })
const path = '/api/studio/knowledge/:knowledgeBaseId/retrieval'

/** How a knowledge base is searched by Retrievers that leave it to the base, and by its search test. */
const Retrieval = z.strictObject({
  /** null: nothing was chosen, and the search does as it does by itself. */
  options: RetrievalOptions.nullable(),
})

export const readRetrieval = defineContract({
  name: 'knowledge.retrieval',
  method: 'GET',
  path,
  access: 'viewer',
  params: BaseParams,
  response: Retrieval,
})

export const saveRetrieval = defineContract({
  name: 'knowledge.saveRetrieval',
  method: 'PUT',
  path,
  access: 'editor',
  params: BaseParams,
  body: Retrieval,
  response: Retrieval,
})
