'use client'
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { cn } from '@/components/ui/cn'
import { useLocale } from '@/lib/client/locale-provider'
import { t } from '@/lib/client/messages/t'
import { useGraphNode } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import { countRender } from './count-render'

/** A note for people: it has no ports and does nothing. */
export const NoteCard = memo(function NoteCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const node = useGraphNode(id)
  if (!node) return null
  const text = typeof node.config.text === 'string' ? node.config.text : ''
  return (
    <div
      data-node-type="note"
      className={cn(
        'node-frame min-h-16 w-64 rounded-lg border border-hue-note/30 bg-[color-mix(in_srgb,var(--hue-note)_9%,var(--surface))] px-3 py-2 text-ink text-xs',
        selected && 'border-accent! ring-2 ring-accent/25',
      )}
    >
      {text.trim() === '' ? <p className="text-faint">{t('canvas.emptyNote')}</p> : <Markdown text={text} compact />}
    </div>
  )
})
