import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '../graph'
import type { ManifestLookup } from '../manifest'
import { listResources, mapResources, type ResourceKind, type ResourceUse } from '../resources'
import type { AppNeed } from './app-file'

const ModelName = z.object({ connection: z.string(), model: z.string() })
/** These are there in every workspace. */
const EVERYWHERE: readonly string[] = ['auto', 'builtin']

/** What a setting names, before the workspace has told what that is called. */
export interface NeedId {
  kind: ResourceKind
  id: string
  /** Of a model, else empty. */
  model: string
  ability: string
}

/** What a drawing needs of its workspace, each thing once. */
export function listNeeds(graph: Graph, manifests: ManifestLookup): NeedId[] {
  const needs = new Map<string, NeedId>()
  for (const use of listResources(graph, manifests)) {
    const need = needOf(use)
    if (need) needs.set(needKey(need), need)
  }
  return [...needs.values()]
}

/** Of a need, the same for all settings that name it. */
export function needKey(need: AppNeed | NeedId): string {
  const model = need.kind === 'model' ? ` ${need.model}` : ''
  return `${need.kind} ${need.id}${model}`
}

/**
 * Puts other things in the place of those that a drawing names. A model is given as `{ connection, model }`, all else by
 * its id. What has no replacement stays as it is, and is shown as a problem on the canvas.
 */
export function replaceNeeds(graph: Graph, manifests: ManifestLookup, replacements: ReadonlyMap<string, Json>): Graph {
  const otherApps = new Set<string>()
  const mapped = mapResources(graph, manifests, (use) => {
    const need = needOf(use)
    const replacement = need ? replacements.get(needKey(need)) : undefined
    if (replacement !== undefined && use.kind === 'app') otherApps.add(use.node.id)
    return replacement ?? use.value
  })
  return {
    ...mapped,
    nodes: mapped.nodes.map((node) =>
      otherApps.has(node.id) ? { ...node, config: withoutVersion(node.config) } : node,
    ),
  }
}

function needOf({ kind, value, ability }: ResourceUse): NeedId | null {
  if (kind === 'model') {
    const name = ModelName.safeParse(value)
    if (!name.success || EVERYWHERE.includes(name.data.connection)) return null
    return { kind, id: name.data.connection, model: name.data.model, ability }
  }
  return typeof value === 'string' && value !== '' ? { kind, id: value, model: '', ability: '' } : null
}

/** A version that was chosen is one of the app that was replaced. */
function withoutVersion(config: JsonObject): JsonObject {
  return Object.hasOwn(config, 'versionId') ? { ...config, versionId: '' } : config
}
