import type { ImportedNode, ImportedSetting, ImportNote } from '../report'
import type { Settings } from '../settings'

/** Notes about the setting that they name. */
const ABOUT_SETTINGS = new Set<ImportNote['key']>([
  ...(['setting', 'modelSetting', 'model', 'format', 'operator', 'braces', 'expression', 'credential'] as const),
])

/** Each setting of the file once: used, used with a difference that a note names, or dropped. */
export function reportSettings(settings: Settings, nodes: readonly ImportedNode[]): ImportedSetting[] {
  const byId = new Map(nodes.map((node) => [node.sourceId, node]))
  return settings.rows(
    (at) => byId.get(at)?.status === 'missing',
    (at, { path, value }) =>
      (byId.get(at)?.notes ?? []).some(
        ({ key, about }) => ABOUT_SETTINGS.has(key) && (path.split('.').includes(about) || value === about),
      ),
  )
}

/** A node with a setting that has no effect is partial, whatever its rule says. */
export function withDropped(nodes: readonly ImportedNode[], settings: readonly ImportedSetting[]): ImportedNode[] {
  const lossy = new Set(settings.flatMap(({ at, status }) => (status === 'dropped' ? [at] : [])))
  return nodes.map((node) =>
    lossy.has(node.sourceId) && (node.status === 'exact' || node.status === 'equivalent')
      ? { ...node, status: 'partial' }
      : node,
  )
}
