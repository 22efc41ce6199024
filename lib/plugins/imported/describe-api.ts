import type { PluginSummary } from '../catalog-types'
import { describePlugin } from '../describe-plugin'
import { actionOfData, manifestOfApi } from './action-of-data'
import type { ApiActionData, ApiManifest } from './api-data'

/** Summary of an imported API for lists, search and canvas. */
export function describeApi(
  manifest: ApiManifest,
  actions: readonly { data: ApiActionData; version: number }[],
): PluginSummary {
  const definitions = actions.map(({ data, version }) => actionOfData(data, version))
  const described = describePlugin(manifestOfApi(manifest), definitions, null)
  return {
    ...described,
    actions: described.actions.map((action, index) => ({
      ...action,
      outputs: (actions[index]?.data.outputs ?? []).map(({ id, label, kind }) => ({ id, label, kind })),
    })),
  }
}
