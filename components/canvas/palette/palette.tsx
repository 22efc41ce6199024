'use client'
import { useReactFlow } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { SearchInput } from '@/components/ui/search-input'
import { t } from '@/lib/client/messages/t'
import type { NodeGroup, NodeManifest } from '@/lib/graph/manifest'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { useShowNode } from '../use-show-node'
import { middleOfView } from './middle-of-view'
import { groupEntries, type PaletteEntry, paletteEntries } from './palette-entries'
import { PaletteItem } from './palette-item'
import { searchEntries } from './search-entries'
import { useMoreEntries } from './use-more-entries'
import { usePaletteOpen } from './use-palette-open'

/** All nodes. Drag one onto the canvas, or click to add it next to the selected one. */
export function Palette() {
  const { allManifests } = useEditor()
  const [search, setSearch] = useState('')
  const [, setOpen] = usePaletteOpen()
  const list = useGroupInView()
  const insert = useInsertInView()
  const moreEntries = useMoreEntries()
  const entries = useMemo(() => paletteEntries(allManifests, moreEntries?.SYNONYMS), [allManifests, moreEntries])
  const groups = groupEntries(searchEntries(entries, search))
  const isSearch = search.trim() !== ''
  return (
    <aside aria-label={t('canvas.palette')} className="flex w-60 shrink-0 flex-col border-r bg-surface">
      <div className="flex items-center gap-1 p-2 pl-3">
        <SearchInput value={search} onValueChange={setSearch} label={t('canvas.searchNodes')} className="flex-1" />
        <IconButton icon="panel-left" label={t('canvas.hidePalette')} side="right" onClick={() => setOpen(false)} />
      </div>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {moreEntries && isSearch ? <moreEntries.PaletteStarts search={search} /> : null}
        {groups.map(({ group, label, entries: found }) => (
          <section key={group} data-palette-group={group} className="mb-2">
            <h2 className="px-1.5 pt-2 pb-1 font-medium text-2xs text-faint">{label}</h2>
            <ul>
              {found.map((entry) => (
                <PaletteRow key={entry.id} entry={entry} onInsert={() => insert(entry.manifest)} />
              ))}
            </ul>
          </section>
        ))}
        {moreEntries && !isSearch ? <moreEntries.PaletteStarts search="" /> : null}
        {moreEntries ? (
          <moreEntries.ActionEntries search={search} isAlone={groups.length === 0} onInsert={insert} />
        ) : null}
      </div>
    </aside>
  )
}

function PaletteRow({ entry, onInsert }: { entry: PaletteEntry; onInsert: () => void }) {
  const { manifests } = useEditor()
  const hasStart = useEditorState(
    ({ graph }) =>
      entry.manifest.role === 'start' && graph.nodes.some((node) => manifests(node.type)?.role === 'start'),
  )
  return (
    <li>
      <PaletteItem entry={entry} onInsert={onInsert} disabled={hasStart} />
    </li>
  )
}

/** Scrolls to the group whose icon was clicked in the rail. */
function useGroupInView() {
  const list = useRef<HTMLDivElement>(null)
  const group = useUi((state): NodeGroup | null => state.paletteGroup)
  useEffect(() => {
    if (group === null) return
    const section = list.current?.querySelector(`[data-palette-group="${group}"]`)
    section?.scrollIntoView({ block: 'start' })
    section?.querySelector('button')?.focus({ preventScroll: true })
  }, [group])
  return list
}

/** Adds a node next to the selected one, or in the center of the view without a selection. */
function useInsertInView() {
  const { actions } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const show = useShowNode()
  return (manifest: NodeManifest) => {
    show(actions.insertBeside(manifest, middleOfView(screenToFlowPosition)))
  }
}
