import 'server-only'
import type {
  previewTemplate as previewTemplateContract,
  shareTemplate as shareTemplateContract,
} from '@/lib/contracts/app-transfer'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { listNeeds, type NeedId, needKey, replaceNeeds } from '@/lib/graph/app-file/needs'
import { printAppFile } from '@/lib/graph/app-file/print-app-file'
import type { Graph } from '@/lib/graph/graph'
import { hostsOfGraph } from '@/lib/graph/hosts-of-graph'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { getAppRow } from '../apps/get-app-row'
import { requireRole, type Verb } from '../context'
import { fileNameOf } from '../versions/file-name-of'
import { appFileResponse } from './app-file-response'
import { findStoredSecrets } from './find-stored-secrets'

export const previewTemplate: Verb<typeof previewTemplateContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { draft } = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const secrets = listNeeds(draft, manifestOf).flatMap(({ kind, id }) => (kind === 'secret' ? [id] : []))
  return { hosts: hostsOfGraph(draft), secrets, personal: personalOf(draft) }
}

/** @throws INVALID_INPUT where the graph or the card contains the value of a secret or a key */
export const shareTemplate: Verb<typeof shareTemplateContract> = async ({ ctx, params, body: card }) => {
  requireRole(ctx, 'editor')
  const { draft, kind, icon } = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const graph = withoutWorkspace(draft)
  const found = await findStoredSecrets(ctx, { name: card.title, description: JSON.stringify(card), graph })
  if (found.length > 0) throw new AppError('INVALID_INPUT', problem('apps.containsSecrets', { found }))
  const app = { name: card.title, description: card.summary, kind, icon }
  const needs = listNeeds(graph, manifestOf).flatMap((need) =>
    need.kind === 'secret' ? [{ kind: need.kind, id: need.id }] : [],
  )
  return appFileResponse(fileNameOf(card.title), printAppFile({ app, needs, graph, card }, manifestOf))
}

/** The graph without pinned results and without ids, which have no meaning in other workspaces. */
function withoutWorkspace(graph: Graph): Graph {
  const replacements = new Map<string, Json>(
    listNeeds(graph, manifestOf)
      .filter(({ kind }) => kind !== 'secret')
      .map((need) => [needKey(need), replacementOf(need)]),
  )
  const nodes = graph.nodes.map(({ pinned: _, ...node }) => node)
  return replaceNeeds({ ...graph, nodes }, manifestOf, replacements)
}

const replacementOf = ({ kind }: NeedId): Json => (kind === 'model' ? { connection: 'auto', model: 'auto' } : '')

/** Labels of outputs and variables that are marked as personal data. */
function personalOf({ nodes }: Graph): string[] {
  return nodes.flatMap(({ type, label, config }) => {
    const manifest = manifestOf(type)
    const parsed = manifest?.config.safeParse(config)
    if (!manifest || !parsed?.success) return []
    const ports = manifest.personalPorts?.(parsed.data) ?? []
    const variables = (manifest.variables?.(parsed.data) ?? []).filter(({ personal }) => personal)
    return [...ports, ...variables.map(({ name }) => name)].map((name) => `${label}: ${name}`)
  })
}
