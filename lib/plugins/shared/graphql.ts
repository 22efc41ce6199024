import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ActionContext } from '../action-context'

const MAX_PAGES = 20

interface GraphQlCall {
  http: ActionContext['http']
  url: string
  query: string
  variables: JsonObject
}

export async function callGraphQl({ http, url, query, variables }: GraphQlCall): Promise<Json> {
  const response = await http({ method: 'POST', url, body: { json: { query, variables } } })
  return z.object({ data: z.json() }).parse(response.json()).data
}

interface GraphQlList extends GraphQlCall {
  /** The field of the query's root that is a connection, with `nodes` and `pageInfo`. */
  field: string
  limit: number
  /** The service's maximum for `first`. */
  pageSize: number
}

/** The nodes of a connection, page by page. The query has the variables `$first` and `$after`. */
export async function listNodes({ field, limit, pageSize, ...call }: GraphQlList): Promise<JsonObject[]> {
  const Root = z.object({ [field]: Connection })
  const nodes: JsonObject[] = []
  let after: string | null = null
  for (let page = 1; page <= MAX_PAGES && nodes.length < limit; page += 1) {
    const variables: JsonObject = { ...call.variables, first: Math.min(pageSize, limit), after }
    const found = Root.parse(await callGraphQl({ ...call, variables }))[field]
    nodes.push(...(found?.nodes ?? []))
    if (!found?.pageInfo.hasNextPage || found.pageInfo.endCursor === after) break
    after = found.pageInfo.endCursor
  }
  return nodes.slice(0, limit)
}

const Connection = z.object({
  nodes: z.array(z.record(z.string(), z.json())),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable().default(null) }),
})
