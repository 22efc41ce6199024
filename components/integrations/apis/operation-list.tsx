'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { t } from '@/lib/client/messages/t'
import type { OperationOutline } from '@/lib/import/openapi/convert-protocol'
import { ALL_METHODS, firstOperations, groupOperations, type OperationGroup } from './group-operations'
import { OperationRow } from './operation-row'

const PAGE = 200

export interface OperationListProps {
  operations: readonly OperationOutline[]
  selected: ReadonlySet<string>
  onSelected: (selected: ReadonlySet<string>) => void
  /** Operations marked as read-only. */
  readOnlyKeys: ReadonlySet<string>
  onReadOnlyKeys: (keys: ReadonlySet<string>) => void
}

/** Operations of a document by tag, with checkboxes for operations and tags. */
export function OperationList({ operations, selected, onSelected, readOnlyKeys, onReadOnlyKeys }: OperationListProps) {
  const [search, setSearch] = useState('')
  const [method, setMethod] = useState(ALL_METHODS)
  const [shown, setShown] = useState(PAGE)
  const groups = useMemo(() => groupOperations(operations, { search, method }), [operations, search, method])
  const methods = useMemo(
    () => [ALL_METHODS, ...new Set(operations.map((operation) => operation.method))],
    [operations],
  )
  const count = groups.reduce((sum, group) => sum + group.operations.length, 0)
  return (
    <section aria-label={t('apis.operations')}>
      <ListToolbar search={search} onSearch={setSearch} searchLabel={t('apis.searchOperations')}>
        <Choice
          values={methods}
          labelOf={(value) => (value === ALL_METHODS ? t('apis.allMethods') : value)}
          value={method}
          onSelect={setMethod}
          label={t('apis.method')}
          className="w-44"
        />
      </ListToolbar>
      {count === 0 ? (
        <p className="py-6 text-center text-muted text-sm">{t('common.nothingFoundFor', { query: search })}</p>
      ) : null}
      <div className="flex flex-col gap-5">
        {firstOperations(groups, shown).map(({ tag, operations: shownOperations }) => (
          <section key={tag} aria-label={tag || t('apis.untagged')}>
            <TagHeader
              group={groups.find((group) => group.tag === tag) ?? { tag, operations: shownOperations }}
              selected={selected}
              onSelected={onSelected}
            />
            <ul className="divide-y rounded-lg border bg-surface">
              {shownOperations.map((operation) => (
                <OperationRow
                  key={operation.key}
                  operation={operation}
                  isSelected={selected.has(operation.key)}
                  onSelect={(value) => onSelected(withKeys(selected, [operation.key], value))}
                  isReadOnly={readOnlyKeys.has(operation.key)}
                  onReadOnly={(value) => onReadOnlyKeys(withKeys(readOnlyKeys, [operation.key], value))}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {count > shown ? (
        <Button className="mt-4" onClick={() => setShown(shown + PAGE)}>
          {t('apis.showMore')}
        </Button>
      ) : null}
    </section>
  )
}

interface TagHeaderProps {
  group: OperationGroup
  selected: ReadonlySet<string>
  onSelected: (selected: ReadonlySet<string>) => void
}

function TagHeader({ group: { tag, operations }, selected, onSelected }: TagHeaderProps) {
  const keys = operations.flatMap(({ key, isSupported }) => (isSupported ? [key] : []))
  const selectedCount = keys.filter((key) => selected.has(key)).length
  const name = tag || t('apis.untagged')
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
    <label className="mb-2 flex items-center gap-3 px-3">
      <Checkbox
        aria-label={t('apis.selectAll', { tag: name })}
        disabled={keys.length === 0}
        checked={selectedCount === 0 ? false : selectedCount === keys.length ? true : 'indeterminate'}
        onCheckedChange={(value) => onSelected(withKeys(selected, keys, value === true))}
      />
      <span className="min-w-0 truncate font-medium text-sm">{name}</span>
      <span className="text-faint text-xs">{`${selectedCount}/${keys.length}`}</span>
    </label>
  )
}

function withKeys(keys: ReadonlySet<string>, changed: readonly string[], isIn: boolean): ReadonlySet<string> {
  const next = new Set(keys)
  for (const key of changed) {
    if (isIn) next.add(key)
    else next.delete(key)
  }
  return next
}
