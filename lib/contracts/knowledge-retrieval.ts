import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { defineContract } from './contract'

const BaseParams = z.strictObject({ knowledgeBaseId: Id })
const path = '/api/studio/knowledge/:knowledgeBaseId/retrieval'

/** The search settings of a knowledge base, used by its search test and by Retrievers without settings of their own. */
const Retrieval = z.strictObject({
  /** Null if not set; the defaults then apply. */
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
