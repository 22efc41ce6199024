'use client'
import type { CommandActionGroup } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { useEditor, useGraphNode } from '../state/editor-context'
import { PART_ACTIONS } from './part-actions'
import { useRunnableStep } from './runnable-step'
import { useRunAll } from './use-run-all'
import { useRunPart } from './use-run-part'

/** Partial runs in the command menu when one node is selected. */
export function usePartGroup(): CommandActionGroup {
  const { ui } = useEditor()
  const node = useGraphNode(useRunnableStep() ?? '')
  const run = useRunPart()
  const all = { id: 'run-all', label: t('canvasRuns.all'), icon: 'play' as const, run: useRunAll() }
  if (!node) return { label: t('canvasRuns.title'), actions: [all] }
  return {
    label: t('canvasRuns.title'),
    actions: [
      all,
      ...PART_ACTIONS.map(({ kind, icon, label, shortcut }) => ({
        id: `part-${kind}`,
        label: `${t(label)}: ${node.label}`,
        icon,
        shortcut,
        run: () => run(kind, node.id),
      })),
      {
        id: 'pin',
        label: t(node.pinned ? 'canvasRuns.editPin' : 'canvasRuns.pinOutput'),
        icon: 'map-pin' as const,
        run: () => ui.getState().set({ pinEditor: node.id }),
      },
    ],
  }
}
