import { z } from 'zod'
import type { PluginSummary } from '@/lib/plugins/catalog-types'
import { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import { defineContract } from '../contract'

const Plugin = z.string().regex(/^(?:api|mcp)-[a-z0-9-]{1,36}$/)

/** Imported APIs with their actions, and MCP servers with their selected tools, in the form of the built-in catalog. */
export const listApiPlugins = defineContract({
  name: 'customApis.plugins',
  method: 'GET',
  path: '/api/studio/custom-api-plugins',
  access: 'viewer',
  // Safe: only lib/plugins/imported/describe-api makes them, and the type is shared with the built-in catalog.
  response: z.strictObject({ plugins: z.array(z.custom<PluginSummary>()) }),
})

export const getApiPlugin = defineContract({
  name: 'customApis.plugin',
  method: 'GET',
  path: '/api/studio/custom-api-plugins/:apiPlugin',
  access: 'viewer',
  params: z.strictObject({ apiPlugin: Plugin }),
  response: z.strictObject({ manifest: ApiManifest }),
})

/** Returns an action for its form, in the current version unless `version` names another. */
export const getApiAction = defineContract({
  name: 'customApis.action',
  method: 'GET',
  path: '/api/studio/custom-api-plugins/:apiPlugin/actions/:apiAction',
  access: 'viewer',
  params: z.strictObject({ apiPlugin: Plugin, apiAction: z.string().regex(/^[a-z][a-z0-9-]{0,79}$/) }),
  query: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() }),
  response: z.strictObject({ version: z.number().int(), manifest: ApiManifest, action: ApiActionData }),
})
