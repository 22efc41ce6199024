'use client'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { type GraphNode, NODE_COLORS } from '@/lib/graph/graph'
import { COLORS } from '../flow/nodes/group-color'
import { useEditor } from '../state/editor-context'

export function NodeLook({ node }: { node: GraphNode }) {
  const { actions } = useEditor()
  if (node.locked) return <LockedNote node={node} />
  return (
    <div className="flex items-center gap-1 px-4 pb-3">
      <fieldset className="flex flex-1 items-center gap-1.5">
        <legend className="sr-only">{t('canvasEditing.color')}</legend>
        {[null, ...NODE_COLORS].map((color) => (
          <button
            key={color ?? 'none'}
            type="button"
            aria-pressed={(node.color ?? null) === color}
            aria-label={color === null ? t('canvasEditing.noColor') : t(`canvasEditing.color-${color}`)}
            title={color === null ? t('canvasEditing.noColor') : t(`canvasEditing.color-${color}`)}
            className={cn(
              'size-5 rounded-full border-2 border-surface ring-1 ring-line-strong hover:ring-control aria-pressed:ring-2 aria-pressed:ring-accent',
              color === null && 'bg-sunken',
            )}
            style={color === null ? {} : { background: COLORS[color] }}
            onClick={() => actions.setColor([node.id], color)}
          />
        ))}
      </fieldset>
      <IconButton
        size="sm"
        icon="lock"
        label={t('canvasEditing.lock')}
        shortcut="K"
        onClick={() => actions.toggleLocked([node.id])}
      />
    </div>
  )
}

function LockedNote({ node }: { node: GraphNode }) {
  const { actions } = useEditor()
  return (
    <div className="mx-4 mb-3 flex items-center justify-between gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3 text-muted text-xs">
      <span>{t('canvasEditing.lockedText')}</span>
      <Button size="sm" onClick={() => actions.toggleLocked([node.id])}>
        {t('canvasEditing.unlock')}
      </Button>
    </div>
  )
}
