'use client'
import { useMemo, useState } from 'react'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { SearchInput } from '@/components/ui/search-input'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { indexPlugins, searchPlugins } from '@/lib/client/plugins/search-plugins'
import type { JsonObject } from '@/lib/core/json'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import type { PluginSummary } from '@/lib/plugins/catalog-types'

/** All actions by service. @param onSelect receives the settings of a new action */
export function ActionPicker({
  catalog,
  onSelect,
}: {
  catalog: readonly PluginSummary[] | undefined
  onSelect: (settings: JsonObject) => void
}) {
  const [search, setSearch] = useState('')
  const index = useMemo(() => indexPlugins(catalog ?? []), [catalog])
  if (!catalog) return <Spinner />
  const found = searchPlugins(index, search)
  return (
    <div className="flex flex-col gap-3">
      <SearchInput value={search} onValueChange={setSearch} label={t('integrations.searchActions')} />
      {found.length === 0 ? (
        <p className="text-muted text-sm">{t('common.nothingFoundFor', { query: search })}</p>
      ) : null}
      {found.map(({ plugin, actions }) => (
        <section key={plugin.id} aria-label={plugin.label}>
          <h3 className="flex items-center gap-2 font-medium text-sm">
            <PluginLogo plugin={plugin} size="sm" />
            {plugin.label}
          </h3>
          <ul className="mt-1">
            {actions.map((action) => (
              <li key={action.id}>
                <button
                  type="button"
                  title={action.description}
                  onClick={() => onSelect(actionConfig(plugin, action))}
                  className="w-full truncate rounded-md px-8 py-1.5 text-left text-sm hover:bg-hover"
                >
                  {action.label}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
