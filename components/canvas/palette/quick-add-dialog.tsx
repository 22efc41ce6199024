'use client'
import { useMemo } from 'react'
import { CommandDialog } from '@/components/ui/command-dialog'
import { toIconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { groupColor } from '../flow/nodes/group-color'
import { focusNodeElement } from '../keyboard/focus-node-element'
import { useEditor, useUi } from '../state/editor-context'
import { fittingNodes } from '../state/ports/compatible-nodes'
import type { QuickAdd } from '../state/ui-store'
import { groupEntries, paletteEntries } from './palette-entries'

/** Inserts a node where the dialog was opened. For a connection or an edge it offers only compatible nodes. */
export function QuickAddDialog() {
  const { ui } = useEditor()
  const quickAdd = useUi((state) => state.quickAdd)
  if (!quickAdd) return null
  return <OpenDialog quickAdd={quickAdd} onClose={() => ui.getState().set({ quickAdd: null })} />
}

function OpenDialog({ quickAdd, onClose }: { quickAdd: QuickAdd; onClose: () => void }) {
  const { store, ui, manifests, allManifests, actions } = useEditor()
  const groups = useMemo(() => {
    const { graph } = store.getState()
    const fitting = fittingNodes(graph, manifests, { all: allManifests, quickAdd })
    const byType = new Map(fitting.map((node) => [node.manifest.type, node]))
    const entries = paletteEntries(fitting.map(({ manifest }) => manifest))
    return groupEntries(entries).map(({ label, entries: found }) => ({
      label,
      actions: found.map(({ id, manifest, ...entry }) => ({
        id,
        label: entry.label,
        description: entry.description,
        keywords: [...entry.synonyms],
        icon: toIconName(manifest.icon),
        tint: groupColor(manifest),
        run: () => {
          const node = byType.get(id)
          if (node) focusNodeElement({ ui }, actions.insertFitting(node, quickAdd))
        },
      })),
    }))
  }, [store, ui, manifests, allManifests, actions, quickAdd])
  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t(quickAdd.kind === 'place' ? 'canvas.addNode' : 'canvas.addFitting')}
      groups={groups}
      empty={t('canvas.nothingFits')}
    />
  )
}
