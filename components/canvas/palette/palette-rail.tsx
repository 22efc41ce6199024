'use client'
import { useReactFlow } from '@xyflow/react'
import { Icon, type IconName } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import { NODE_GROUPS, type NodeGroup } from '@/lib/graph/manifest'
import { addInView } from '../outline/add-beside'
import { useEditor } from '../state/editor-context'
import { middleOfView } from './middle-of-view'
import { usePaletteOpen } from './use-palette-open'

const GROUP_ICONS: Readonly<Record<NodeGroup, IconName>> = {
  input: 'text-cursor-input',
  model: 'sparkles',
  knowledge: 'book-open',
  tool: 'plug',
  logic: 'split',
  text: 'type',
  output: 'flag',
  note: 'sticky-note',
}

/** The collapsed node list: search, and one icon per group that opens the list there. */
export function PaletteRail() {
  const editor = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const [, setOpen] = usePaletteOpen()
  return (
    <nav
      aria-label={t('canvas.palette')}
      className="flex w-11 shrink-0 flex-col items-center gap-1 border-r bg-surface py-2"
    >
      <IconButton icon="panel-left" label={t('canvas.showPalette')} side="right" onClick={() => setOpen(true)} />
      <IconButton
        icon="search"
        label={t('canvas.searchNodes')}
        shortcut="/"
        side="right"
        onClick={() => addInView(editor, middleOfView(screenToFlowPosition))}
      />
      <span className="my-1 h-px w-5 bg-line" />
      {NODE_GROUPS.map((group) => (
        <Tooltip key={group} content={t(`canvas.group-${group}`)} side="right">
          <button
            type="button"
            aria-label={t(`canvas.group-${group}`)}
            className="flex size-8 items-center justify-center rounded-md hover:bg-hover"
            style={{ color: `var(--hue-${group})` }}
            onClick={() => setOpen(true, group)}
          >
            <Icon name={GROUP_ICONS[group]} />
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
