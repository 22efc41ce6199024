'use client'
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { cn } from '@/components/ui/cn'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { useEditor, useGraphNode } from '../../state/editor-context'
import type { FlowNode } from '../../state/flow-elements'
import { countRender } from '../count-render'
import { nodeColor } from './group-color'

/** A text note without ports or behavior. */
export const NoteCard = memo(function NoteCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const { manifests } = useEditor()
  const node = useGraphNode(id)
  if (!node) return null
  const hue = nodeColor(node, manifests(node.type))
  const text = typeof node.config.text === 'string' ? node.config.text : ''
  return (
    <div
      data-node-type="note"
      className={cn(
        'node-frame min-h-16 w-64 rounded-lg border px-3 py-2 text-ink text-xs',
        selected && 'border-accent! ring-2 ring-accent/25',
      )}
      style={{
        ...(selected ? {} : { borderColor: `color-mix(in srgb, ${hue} 30%, transparent)` }),
        background: `color-mix(in srgb, ${hue} 9%, var(--surface))`,
      }}
    >
      {text.trim() === '' ? <p className="text-faint">{t('canvas.emptyNote')}</p> : <Markdown text={text} compact />}
    </div>
  )
})
