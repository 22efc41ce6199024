'use client'
import { useReactFlow } from '@xyflow/react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { SearchInput } from '@/components/ui/search-input'
import { t } from '@/lib/client/messages/t'
import type { NodeManifest } from '@/lib/graph/manifest'
import { useEditor, useEditorState } from '../state/editor-context'
import { useShowNode } from '../use-show-node'
import { groupManifests } from './group-manifests'
import { PaletteItem } from './palette-item'

/** All node types. Drag one onto the canvas, or click to add it to the centre. */
export function Palette() {
  const { allManifests, ui } = useEditor()
  const [search, setSearch] = useState('')
  const insert = useInsertInView()
  const groups = groupManifests(allManifests, search)
  return (
    <aside aria-label={t('canvas.palette')} className="flex w-60 shrink-0 flex-col border-r bg-surface">
      <div className="flex items-center gap-1 p-2 pl-3">
        <SearchInput value={search} onValueChange={setSearch} label={t('canvas.searchNodes')} className="flex-1" />
        <IconButton
          icon="panel-left"
          label={t('canvas.hidePalette')}
          side="right"
          onClick={() => ui.getState().set({ isPaletteOpen: false })}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {groups.map(({ group, label, manifests }) => (
          <section key={group} className="mb-2">
            <h2 className="px-1.5 pt-2 pb-1 font-medium text-2xs text-faint">{label}</h2>
            <ul>
              {manifests.map((manifest) => (
                <PaletteRow key={manifest.type} manifest={manifest} onInsert={() => insert(manifest)} />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 ? (
          <p className="px-2 py-6 text-center text-muted text-sm">{t('common.nothingFoundFor', { query: search })}</p>
        ) : null}
      </div>
    </aside>
  )
}

function PaletteRow({ manifest, onInsert }: { manifest: NodeManifest; onInsert: () => void }) {
  const { manifests } = useEditor()
  const isTaken = useEditorState(
    ({ graph }) => manifest.role === 'start' && graph.nodes.some((node) => manifests(node.type)?.role === 'start'),
  )
  return (
    <li>
      <PaletteItem manifest={manifest} onInsert={onInsert} disabled={isTaken} />
    </li>
  )
}

/** Next to the selected node, otherwise in the centre of the view. */
function useInsertInView() {
  const { actions } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const show = useShowNode()
  return (manifest: NodeManifest) => {
    const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
    if (!pane) return
    const middle = screenToFlowPosition({ x: pane.x + pane.width / 2 - 128, y: pane.y + pane.height / 2 - 60 })
    show(actions.insertBeside(manifest, middle))
  }
}
