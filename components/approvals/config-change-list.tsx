import { z } from 'zod'
import { t } from '@/lib/client/messages/t'
import type { Json, JsonObject } from '@/lib/core/json'
import { type ConfigChange, configChanges } from '@/lib/graph/config-changes'
import { diffWords } from '@/lib/graph/diff-words'
import { fieldLayout } from '@/lib/graph/field-layout'
import { manifestOf } from '@/lib/nodes/manifests.gen'

/** Longer texts are shown as one text with what changed in it. */
const SHORT = 60

export interface ConfigChangeListProps {
  type: string
  before: JsonObject
  after: JsonObject
}

/** Each setting that differs, under the name that its form gives it. */
export function ConfigChangeList({ type, before, after }: ConfigChangeListProps) {
  return (
    <dl className="mt-2 flex flex-col gap-2 border-l-2 pl-3">
      {configChanges(before, after).map((change) => (
        <div key={change.path.join('.')}>
          <dt className="text-muted text-xs">{labelOf(type, change.path)}</dt>
          <dd className="mt-0.5 break-words">
            <Change change={change} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Change({ change: { before, after } }: { change: ConfigChange }) {
  const [from, to] = [textOf(before), textOf(after)]
  const isLong = Math.max(from.length, to.length) > SHORT
  if (isLong && typeof before !== 'undefined' && typeof after !== 'undefined') return <Words before={from} after={to} />
  return (
    <span>
      <del className="rounded-xs bg-danger-soft px-1 text-danger">{from || t('releases.empty')}</del>{' '}
      <ins className="rounded-xs bg-success-soft px-1 text-success no-underline">{to || t('releases.empty')}</ins>
    </span>
  )
}

function Words({ before, after }: { before: string; after: string }) {
  return (
    <p className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md bg-sunken px-2.5 py-2 text-xs leading-5">
      {diffWords(before, after).map(({ kind, text }, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in their order.
        if (kind === 'same') return <span key={index}>{text}</span>
        return kind === 'added' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <ins key={index} className="rounded-xs bg-success-soft text-success no-underline">
            {text}
          </ins>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <del key={index} className="rounded-xs bg-danger-soft text-danger">
            {text}
          </del>
        )
      })}
    </p>
  )
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

function labelOf(type: string, path: readonly string[]): string {
  const [first = '', ...rest] = path
  const config = manifestOf(type)?.config
  const schema = config instanceof z.ZodObject ? config.shape[first] : undefined
  const label = schema instanceof z.ZodType ? fieldLayout(schema).label : undefined
  return [label ?? first, ...rest].join(' · ')
}
