'use client'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { OperationOutline } from '@/lib/import/openapi/convert-protocol'
import { noteText } from './note-text'

const TONES: Readonly<Record<string, BadgeTone>> = { GET: 'info', HEAD: 'info', DELETE: 'danger' }

export interface OperationRowProps {
  operation: OperationOutline
  isSelected: boolean
  onSelect: (value: boolean) => void
  /** Whether the operation is marked as read-only although its method is not GET. */
  isReadOnly: boolean
  onReadOnly: (value: boolean) => void
}

export function OperationRow({ operation, isSelected, onSelect, isReadOnly, onReadOnly }: OperationRowProps) {
  const { method, path, label, isSupported, needsConnection, fieldCount, notes } = operation
  const isOwner = useHasRole('owner')
  const isWrite = method !== 'GET' && method !== 'HEAD'
  const facts = [t('apis.fieldCount', { count: fieldCount }), needsConnection ? t('apis.needsConnection') : '']
  return (
    <li className="px-3 py-2">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside. */}
      <label className={cn('flex items-start gap-3', isSupported ? 'cursor-pointer' : 'opacity-70')}>
        <Checkbox
          className="mt-0.5"
          disabled={!isSupported}
          checked={isSelected}
          onCheckedChange={(value) => onSelect(value === true)}
        />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="font-medium text-sm">{label}</span>
            <Badge tone={TONES[method] ?? 'warning'}>{method}</Badge>
            <code className="min-w-0 break-all font-mono text-muted text-xs">{path}</code>
          </span>
          {isSupported ? <span className="block text-faint text-xs">{facts.filter(Boolean).join(' · ')}</span> : null}
          {notes.map((note) => (
            <span key={`${note.key} ${note.about}`} className="block break-words text-warning text-xs">
              {noteText(note)}
            </span>
          ))}
        </span>
      </label>
      {isSelected && isWrite ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
        <label className="mt-1.5 ml-7 flex items-start gap-2 text-xs" title={t('apis.onlyReadsHint')}>
          <Checkbox disabled={!isOwner} checked={isReadOnly} onCheckedChange={(value) => onReadOnly(value === true)} />
          <span>
            {t('apis.onlyReads')}
            <span className="text-faint">{` · ${t('apis.onlyReadsHint')}`}</span>
          </span>
        </label>
      ) : null}
    </li>
  )
}
