'use client'
import { useHelpActions } from '@/components/help/use-help-actions'
import { CommandDialog } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { usePartGroup } from '../parts/use-part-group'
import { useEditor, useUi } from '../state/editor-context'
import { useEditGroup } from './use-edit-group'
import { useNodeGroup } from './use-node-group'
import { useViewGroup } from './use-view-group'

/** Lists every canvas action, and every node to navigate to. */
export function CommandMenu() {
  const { ui } = useEditor()
  const open = useUi((state) => state.isCommandOpen)
  if (!open) return null
  return <OpenMenu onClose={() => ui.getState().set({ isCommandOpen: false })} />
}

function OpenMenu({ onClose }: { onClose: () => void }) {
  // Help opens in another tab, so that the canvas stays open.
  const help = useHelpActions(true, (href) => window.open(href, '_blank', 'noopener'))
  const groups = [
    ...[useEditGroup(), usePartGroup(), useViewGroup(), useNodeGroup()],
    { label: t('help.title'), actions: help },
  ]
  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t('commands.title')}
      groups={groups.filter(({ actions }) => actions.length > 0)}
    />
  )
}
