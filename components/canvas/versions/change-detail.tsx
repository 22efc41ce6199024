'use client'
import { ConfigChangeList, ValueChange } from '@/components/diff/config-change-list'
import { fieldName } from '@/components/diff/field-names'
import { t } from '@/lib/client/messages/t'
import { type Json, JsonSchema } from '@/lib/core/json'
import type { NodeChange } from '@/lib/graph/diff/diff'
import type { Difference } from './list-changes'

/** The changed fields of a node, with a word diff of texts. An added or removed node shows all its settings. */
export function ChangeDetail({ change, nameOf }: { change: Difference; nameOf: (nodeId: string) => string }) {
  if (change.target === 'edge') return null
  const { node, status } = change
  return (
    <div className="px-4 pb-3 text-sm">
      {change.change ? (
        <Changed change={change.change} nameOf={nameOf} />
      ) : (
        <ConfigChangeList
          type={node.type}
          before={status === 'removed' ? node.config : {}}
          after={status === 'removed' ? {} : node.config}
        />
      )}
    </div>
  )
}

interface ChangedProps {
  change: NodeChange
  nameOf: (nodeId: string) => string
}

function Changed({ change: { before, after, fields, sources }, nameOf }: ChangedProps) {
  const named = (list: readonly string[]) => list.map((source) => source.replace(/^[^.]+/, nameOf)).join(', ')
  if (fields.length === 0) return <p className="text-muted">{t('versions.onlyMovedNode')}</p>
  return (
    <>
      <dl className="flex flex-col gap-2 border-l-2 pl-3 empty:hidden">
        {fields.map((field) =>
          field === 'config' || field === 'sources' ? null : (
            <div key={field}>
              <dt className="text-muted text-xs first-letter:uppercase">{fieldName(field)}</dt>
              <dd className="mt-0.5 break-words">
                <ValueChange before={toJson(before[field])} after={toJson(after[field])} />
              </dd>
            </div>
          ),
        )}
        {sources.map(({ port, ...order }) => (
          <div key={port}>
            <dt className="text-muted text-xs">{t('versions.sourcesOf', { port })}</dt>
            <dd className="mt-0.5 break-words">
              <ValueChange before={named(order.before)} after={named(order.after)} />
            </dd>
          </div>
        ))}
      </dl>
      {fields.includes('config') ? (
        <ConfigChangeList type={after.type} before={before.config} after={after.config} />
      ) : null}
    </>
  )
}

function toJson(value: unknown): Json | undefined {
  const parsed = JsonSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}
