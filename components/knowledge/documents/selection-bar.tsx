import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'

export interface SelectionBarProps {
  count: number
  /** Text and action if everything shown is selected and more documents match. */
  rest: { text: string; canShowMore: boolean } | null
  onSelectAll: () => void
  isBin: boolean
  busy: boolean
  onDescribe: () => void
  onAccess: () => void
  onAct: (action: 'delete' | 'restore' | 'retry') => void
  onClear: () => void
}

export function SelectionBar(props: SelectionBarProps) {
  const { count, rest, onSelectAll, isBin, busy, onDescribe, onAccess, onAct, onClear } = props
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <span className="mr-1 font-medium text-ink" aria-live="polite">
        {t('indexing.selected', { count })}
      </span>
      {rest?.canShowMore ? (
        <Button size="sm" variant="link" onClick={onSelectAll}>
          {rest.text}
        </Button>
      ) : rest ? (
        <span>{rest.text}</span>
      ) : null}
      {isBin ? (
        <Button size="sm" icon="undo" busy={busy} onClick={() => onAct('restore')}>
          {t('indexing.bulkRestore')}
        </Button>
      ) : (
        <>
          <Button size="sm" icon="tags" onClick={onDescribe}>
            {t('indexing.bulkDescribe')}
          </Button>
          <Button size="sm" icon="lock" onClick={onAccess}>
            {t('knowledge.accessWho')}
          </Button>
          <Button size="sm" icon="refresh" busy={busy} onClick={() => onAct('retry')}>
            {t('indexing.bulkRead')}
          </Button>
          <Button size="sm" icon="trash" busy={busy} onClick={() => onAct('delete')}>
            {t('indexing.bulkDelete')}
          </Button>
        </>
      )}
      <Button size="sm" variant="ghost" onClick={onClear}>
        {t('indexing.clearSelection')}
      </Button>
    </div>
  )
}
