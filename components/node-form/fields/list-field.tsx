'use client'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import type { ListSpec } from '../field-spec'
import { copyItem, newItem } from '../new-item'
import { ListItem } from './list-item'

export interface ListFieldProps {
  spec: ListSpec
  value: Json
  onChange: (value: Json) => void
  path: readonly string[]
}

/** An editable list: add, copy, move, remove. */
export function ListField({ spec, value, onChange, path }: ListFieldProps) {
  const items = Array.isArray(value) ? value : []
  const word = spec.layout.itemLabel ?? t('canvas.item')
  const isSimple = spec.item.kind === 'text'
  const change = (index: number, next: Json) =>
    onChange(items.map((item, position) => (position === index ? next : item)))
  return (
    <div className="flex flex-col gap-2">
      {items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no id, only a position.
          key={index}
          className={isSimple ? 'flex items-start gap-1' : 'rounded-lg border bg-sunken/50 p-2.5'}
        >
          <ListItem
            spec={spec.item}
            title={t('canvas.itemNumber', { item: capitalize(word), number: index + 1 })}
            value={item}
            onChange={(next) => change(index, next)}
            path={[...path, String(index)]}
            actions={
              <ItemActions
                index={index}
                count={items.length}
                isSimple={isSimple}
                onMove={(to) => onChange(moved(items, index, to))}
                onCopy={() => onChange(items.toSpliced(index + 1, 0, copyItem(spec, item, items)))}
                onRemove={() => onChange(items.toSpliced(index, 1))}
              />
            }
          />
        </div>
      ))}
      <Button size="sm" icon="plus" className="self-start" onClick={() => onChange([...items, newItem(spec, items)])}>
        {t('canvas.addItem', { item: word })}
      </Button>
    </div>
  )
}

interface ItemActionsProps {
  index: number
  count: number
  isSimple: boolean
  onMove: (to: number) => void
  onCopy: () => void
  onRemove: () => void
}

function ItemActions({ index, count, isSimple, onMove, onCopy, onRemove }: ItemActionsProps) {
  return (
    <span className="flex shrink-0 items-center pt-1">
      {isSimple ? null : (
        <>
          <IconButton
            size="sm"
            icon="arrow-up"
            label={t('canvas.moveUp')}
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          />
          <IconButton
            size="sm"
            icon="arrow-down"
            label={t('canvas.moveDown')}
            disabled={index === count - 1}
            onClick={() => onMove(index + 1)}
          />
          <IconButton size="sm" icon="copy" label={t('common.duplicate')} onClick={onCopy} />
        </>
      )}
      <IconButton size="sm" icon="trash" label={t('common.delete')} onClick={onRemove} />
    </span>
  )
}

function moved(items: readonly Json[], from: number, to: number): Json[] {
  const item = items[from]
  return item === undefined ? [...items] : items.toSpliced(from, 1).toSpliced(to, 0, item)
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
