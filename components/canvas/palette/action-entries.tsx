'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import { usePluginCatalog } from '@/components/node-form/actions/use-plugin-catalog'
import { Disclosure } from '@/components/ui/disclosure'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { t } from '@/lib/client/messages/t'
import { indexPlugins, searchPlugins } from '@/lib/client/plugins/search-plugins'
import type { NodeManifest } from '@/lib/graph/manifest'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'
import { DRAG_TYPE } from '../flow/use-canvas-gestures'
import { lookUpManifest } from '../node-manifests'
import { actionEntryId, actionManifest } from './action-manifest'
import { draggedManifests } from './dragged-manifests'

const NONE: readonly PluginSummary[] = []
/** Shown where no node and no action matches. */
const OFFERED = ['http', 'mcp-tools']

export interface ActionEntriesProps {
  search: string
  /** No node matches the search. */
  isAlone: boolean
  onInsert: (manifest: NodeManifest) => void
}

/** Integrations with their actions, which are added as nodes of the type Action. */
export function ActionEntries({ search, isAlone, onInsert }: ActionEntriesProps) {
  const catalog = usePluginCatalog() ?? NONE
  const index = useMemo(() => indexPlugins(catalog), [catalog])
  const found = searchPlugins(index, search)
  const isSearch = search.trim() !== ''
  if (found.length === 0) return isAlone && isSearch ? <Offers search={search} onInsert={onInsert} /> : null
  return (
    <section className="mb-2">
      <h2 className="px-1.5 pt-2 pb-1 font-medium text-2xs text-faint">{t('integrations.title')}</h2>
      {isAboutImport(search) ? <ImportLink /> : null}
      {found.map(({ plugin, actions }) =>
        isSearch ? (
          <div key={plugin.id}>
            <h3 className="flex items-center gap-2.5 px-1.5 pt-1.5 font-medium text-sm">
              <PluginLogo plugin={plugin} size="sm" />
              {plugin.label}
            </h3>
            <Actions plugin={plugin} actions={actions} onInsert={onInsert} />
          </div>
        ) : (
          <Disclosure
            key={plugin.id}
            label={
              <span className="flex items-center gap-2.5">
                <PluginLogo plugin={plugin} size="sm" />
                {plugin.label}
              </span>
            }
          >
            <Actions plugin={plugin} actions={actions} onInsert={onInsert} />
          </Disclosure>
        ),
      )}
    </section>
  )
}

interface ActionsProps {
  plugin: PluginSummary
  actions: readonly ActionSummary[]
  onInsert: (manifest: NodeManifest) => void
}

function Actions({ plugin, actions, onInsert }: ActionsProps) {
  return (
    <ul>
      {actions.map((action) => {
        const id = actionEntryId(plugin, action)
        return (
          <li key={action.id}>
            <button
              type="button"
              draggable
              title={action.description}
              data-palette-type={id}
              onClick={() => {
                const manifest = actionManifest(plugin, action)
                if (manifest) onInsert(manifest)
              }}
              onDragStart={(event) => {
                const manifest = actionManifest(plugin, action)
                if (manifest) draggedManifests.set(id, manifest)
                event.dataTransfer.setData(DRAG_TYPE, id)
                event.dataTransfer.effectAllowed = 'copy'
              }}
              className="flex h-8 w-full cursor-grab! items-center rounded-md pr-1.5 pl-9 text-left text-sm hover:bg-hover active:cursor-grabbing!"
            >
              <span className="truncate">{action.label}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Offers({ search, onInsert }: Pick<ActionEntriesProps, 'search' | 'onInsert'>) {
  const offered = OFFERED.flatMap((type) => lookUpManifest(type) ?? [])
  return (
    <div className="px-2 py-6 text-muted text-sm">
      <p className="mb-2 text-center">{t('common.nothingFoundFor', { query: search })}</p>
      <ImportLink />
      <ul>
        {offered.map((manifest) => (
          <li key={manifest.type}>
            <button
              type="button"
              onClick={() => onInsert(manifest)}
              className="w-full rounded-md px-1.5 py-1.5 text-left text-ink hover:bg-hover"
            >
              {manifest.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** File names of API documents. */
const DOCUMENTS = ['openapi', 'swagger', 'api']

function isAboutImport(search: string): boolean {
  const word = search.trim().toLowerCase()
  return word.length >= 3 && DOCUMENTS.some((name) => name.startsWith(word))
}

function ImportLink() {
  return (
    <Link
      href="/integrations/apis/import"
      className="block w-full rounded-md px-1.5 py-1.5 text-left text-ink text-sm hover:bg-hover"
    >
      {t('apis.import')}
    </Link>
  )
}
