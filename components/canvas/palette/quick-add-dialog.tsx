'use client'
import { useMemo, useState } from 'react'
import { type CommandAction, CommandDialog } from '@/components/ui/command-dialog'
import { toIconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { SYNONYMS } from '@/lib/nodes/shared/synonyms'
import { groupColor } from '../flow/nodes/group-color'
import { focusNodeElement } from '../keyboard/focus-node-element'
import { useEditor, useUi } from '../state/editor-context'
import { compatibleNodes } from '../state/ports/compatible-nodes'
import type { QuickAdd } from '../state/ui-store'
import { groupEntries, type PaletteEntry, paletteEntries } from './palette-entries'
import { searchEntries } from './search-entries'
import { typedAhead } from './typed-ahead'
import { useActionChoices } from './use-action-choices'

/** Inserts a node where the dialog was opened. For a connection or an edge it offers only compatible nodes. */
export function QuickAddDialog() {
  const { ui } = useEditor()
  const quickAdd = useUi((state) => state.quickAdd)
  if (!quickAdd) return null
  return <OpenDialog quickAdd={quickAdd} onClose={() => ui.getState().set({ quickAdd: null })} />
}

function OpenDialog({ quickAdd, onClose }: { quickAdd: QuickAdd; onClose: () => void }) {
  const { store, ui, manifests, allManifests, actions } = useEditor()
  const [query, setQuery] = useState(typedAhead)
  const fitting = useMemo(
    () => compatibleNodes(store.getState().graph, manifests, { all: allManifests, quickAdd }),
    [store, manifests, allManifests, quickAdd],
  )
  const toAction = ({ id, label, description, manifest }: PaletteEntry): CommandAction => ({
    id,
    label,
    description,
    icon: toIconName(manifest.icon),
    tint: groupColor(manifest),
    run: () => {
      const node = fitting.find((item) => item.manifest.type === id)
      if (node) focusNodeElement({ ui }, actions.insertFitting(node, quickAdd))
    },
  })
  const actionGroups = useActionChoices(query, (manifest) => {
    const [node] = compatibleNodes(store.getState().graph, manifests, { all: [manifest], quickAdd })
    return node ? () => focusNodeElement({ ui }, actions.insertFitting(node, quickAdd)) : null
  })
  const entries = useMemo(
    () =>
      paletteEntries(
        fitting.map(({ manifest }) => manifest),
        SYNONYMS,
      ),
    [fitting],
  )
  const found = searchEntries(entries, query)
  // Search results are one list in order of relevance, not grouped by node group.
  const groups =
    query.trim() === ''
      ? groupEntries(found).map((group) => ({ label: group.label, actions: group.entries.map(toAction) }))
      : [{ label: t('canvas.palette'), actions: found.map(toAction) }, ...actionGroups].filter(
          (group) => group.actions.length > 0,
        )
  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t(quickAdd.kind === 'place' ? 'canvas.addNode' : 'canvas.addFitting')}
      groups={groups}
      empty={t('canvas.nothingFits')}
      search={{ value: query, onChange: setQuery }}
    />
  )
}
