'use client'
import { DropdownMenuRadioGroup, DropdownMenuSwatch } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { NODE_COLORS } from '@/lib/graph/graph'
import { COLORS } from '../flow/nodes/group-color'
import { useEditor, useEditorState } from '../state/editor-context'

const DEFAULT = 'default'

/** The colors of the selected nodes, in one row of their menu. */
export function ColorItems() {
  const { actions, store } = useEditor()
  const current = useEditorState(({ selection, nodeById }) => nodeById.get(selection[0] ?? '')?.color ?? DEFAULT)
  const color = (value: string) => {
    const found = NODE_COLORS.find((name) => name === value) ?? null
    actions.setColor(store.getState().selection, found)
  }
  return (
    <DropdownMenuRadioGroup
      value={current}
      onValueChange={color}
      aria-label={t('canvasEditing.color')}
      className="flex items-center gap-1 px-2 py-1.5"
    >
      <DropdownMenuSwatch value={DEFAULT} label={t('canvasEditing.noColor')} color="var(--sunken)" />
      {NODE_COLORS.map((name) => (
        <DropdownMenuSwatch key={name} value={name} label={t(`canvasEditing.color-${name}`)} color={COLORS[name]} />
      ))}
    </DropdownMenuRadioGroup>
  )
}
