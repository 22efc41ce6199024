'use client'
import { WordDiff } from '@/components/ui/word-diff'
import { t } from '@/lib/client/messages/t'
import type { Json, JsonObject } from '@/lib/core/json'
import { type ConfigChange, configChanges } from '@/lib/graph/diff/config-changes'
import { settingName } from './field-names'
import { namesById, useResourceNames } from './use-resource-names'

/** Longer texts are shown as a word diff. */
const SHORT = 60

export interface ConfigChangeListProps {
  type: string
  before: JsonObject
  after: JsonObject
}

/** Each changed setting with the title of its form field. */
export function ConfigChangeList({ type, before, after }: ConfigChangeListProps) {
  const changes = configChanges(before, after)
  const nameIn = useResourceNames(changes.some((change) => namesById(textOf(change.before) + textOf(change.after))))
  return (
    <dl className="mt-2 flex flex-col gap-2 border-l-2 pl-3">
      {changes.map((change) => (
        <div key={change.path.join('.')}>
          <dt className="text-muted text-xs">{settingName(type, change.path)}</dt>
          <dd className="mt-0.5 break-words">
            <ValueChange before={change.before} after={change.after} nameIn={nameIn} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface ValueChangeProps extends Pick<ConfigChange, 'before' | 'after'> {
  /** Replaces ids by names. */
  nameIn?: (text: string) => string
}

/** One value, or a word diff of a longer text. */
export function ValueChange({ before, after, nameIn = (text) => text }: ValueChangeProps) {
  const [from, to] = [nameIn(textOf(before)), nameIn(textOf(after))]
  const isLong = Math.max(from.length, to.length) > SHORT
  if (isLong) {
    return (
      <p className="max-h-80 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-sunken px-2.5 py-2 text-xs leading-5">
        <WordDiff before={from} after={to} folded />
      </p>
    )
  }
  return (
    <span>
      {before === undefined ? null : (
        <del className="rounded-xs bg-danger-soft px-1 text-danger">{from || t('releases.empty')}</del>
      )}{' '}
      {after === undefined ? null : (
        <ins className="rounded-xs bg-success-soft px-1 text-success">{to || t('releases.empty')}</ins>
      )}
    </span>
  )
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
