import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import { isApiPlugin } from '../api-prefix'
import type { Graph } from '../graph'
import type { ManifestLookup } from '../manifest'
import { listResources, mapResources, type ResourceKind, type ResourceUse } from '../resources'
import type { AppNeed } from './app-file'

const ModelName = z.object({ connection: z.string(), model: z.string() })
/** Connections that exist in every workspace. */
const EVERYWHERE: readonly string[] = ['auto', 'builtin']

/** A need as referenced by a setting, before its name is looked up. */
export interface NeedId {
  kind: ResourceKind
  id: string
  /** For a model, else empty. */
  model: string
  ability: string
  /** For a connection, else empty. */
  plugin: string
}

/** Workspace resources that a graph needs, without duplicates. */
export function listNeeds(graph: Graph, manifests: ManifestLookup): NeedId[] {
  const needs = new Map<string, NeedId>()
  for (const use of listResources(graph, manifests)) {
    const need = needOf(use)
    if (need) needs.set(needKey(need), need)
  }
  return [...needs.values()]
}

/** Identifies a need, for all settings that reference it. */
export function needKey(need: AppNeed | NeedId): string {
  const model = need.kind === 'model' ? ` ${need.model}` : ''
  return `${need.kind} ${need.id}${model}`
}

/**
 * Replaces the resources that a graph references: a model by `{ connection, model }`, anything else
 * by id. References without a replacement stay, and appear as issues on the canvas.
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

/** Null if nothing is selected, or it exists in every workspace. */
export function needOf({ kind, value, ability, node, path }: ResourceUse): NeedId | null {
  if (kind === 'model') {
    const name = ModelName.safeParse(value)
    if (!name.success || EVERYWHERE.includes(name.data.connection)) return null
    return { kind, id: name.data.connection, model: name.data.model, ability, plugin: '' }
  }
  if (typeof value !== 'string' || value === '') return null
  // Other plugins are part of Patchbay.
  if (kind === 'api' && !isApiPlugin(value)) return null
  return { kind, id: value, model: '', ability: '', plugin: kind === 'connection' ? pluginBeside(node, path) : '' }
}

/** The plugin that a connection belongs to is in the same object of the config. */
function pluginBeside(node: ResourceUse['node'], path: readonly string[]): string {
  let current: Json | undefined = node.config
  for (const key of path.slice(0, -1)) {
    if (Array.isArray(current)) current = current[Number(key)]
    else current = typeof current === 'object' && current !== null ? current[key] : undefined
  }
  const plugin = typeof current === 'object' && current !== null && !Array.isArray(current) ? current.plugin : undefined
  return typeof plugin === 'string' ? plugin : ''
}

/** A selected version belongs to the app that was replaced. */
function withoutVersion(config: JsonObject): JsonObject {
  return Object.hasOwn(config, 'versionId') ? { ...config, versionId: '' } : config
}
