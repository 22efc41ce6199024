'use client'
import { useMemo } from 'react'
import { usePluginCatalog } from '@/components/node-form/actions/use-plugin-catalog'
import type { CommandActionGroup } from '@/components/ui/command-dialog'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { indexPlugins, searchPlugins } from '@/lib/client/plugins/search-plugins'
import type { NodeManifest } from '@/lib/graph/manifest'
import type { PluginSummary } from '@/lib/plugins/catalog-types'
import { actionEntryId, actionManifest } from './action-manifest'

const NONE: readonly PluginSummary[] = []
const MAX_SERVICES = 8

/** Actions of integrations that match a search, one group per service. */
export function useActionChoices(
  query: string,
  choose: (manifest: NodeManifest) => (() => void) | null,
): CommandActionGroup[] {
  const catalog = usePluginCatalog() ?? NONE
  const index = useMemo(() => indexPlugins(catalog), [catalog])
  if (query.trim() === '') return []
  return searchPlugins(index, query)
    .slice(0, MAX_SERVICES)
    .flatMap(({ plugin, actions }) => {
      const choices = actions.flatMap((action) => {
        const manifest = actionManifest(plugin, action)
        const run = manifest ? choose(manifest) : null
        if (!run) return []
        const { label, description } = action
        const mark = <PluginLogo key={plugin.id} plugin={plugin} size="sm" />
        return [{ id: actionEntryId(plugin, action), label, description, icon: 'plug' as const, mark, run }]
      })
      return choices.length === 0 ? [] : [{ label: plugin.label, actions: choices }]
    })
}
