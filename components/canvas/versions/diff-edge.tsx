'use client'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { edgeRoute } from '../flow/edge-route'
import type { DiffFlowEdge } from './diff-elements'
import { LOOKS } from './diff-look'

/** An edge of either version: added edges have a plus, removed ones are dashed with a minus. */
export const DiffEdge = memo(function DiffEdge(props: EdgeProps<DiffFlowEdge>) {
  const { path, x, y } = edgeRoute(props)
  const status = props.data?.status ?? 'same'
  const look = status === 'same' ? null : LOOKS[status]
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        style={{
          stroke: look?.line ?? 'var(--line-strong)',
          strokeWidth: props.selected ? 4 : look ? 2.5 : 1.5,
          ...(status === 'removed' ? { strokeDasharray: '6 5' } : {}),
        }}
      />
      {look ? (
        <EdgeLabelRenderer>
          <span
            title={t(look.word)}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            className={cn('absolute flex size-4.5 items-center justify-center rounded-full border', look.tag)}
          >
            <Icon name={look.icon} size={10} />
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  )
})
