'use client'
import { VersionBadges } from '@/components/publish/versions/version-badges'
import { cn } from '@/components/ui/cn'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { Icon } from '@/components/ui/icon'
import { MoreMenu } from '@/components/ui/more-menu'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { VersionView } from '@/lib/contracts/versions'
import { describeChanges } from './describe-changes'

export function DraftRow({ isShown, onShow }: { isShown: boolean; onShow: () => void }) {
  return (
    <li className={cn(isShown && 'bg-accent-soft/50')}>
      <button
        type="button"
        aria-current={isShown}
        onClick={onShow}
        className="w-full px-4 py-3 text-left hover:bg-hover"
      >
        <span className="flex items-center gap-2 font-medium text-sm">
          <Icon name="pencil" size={14} className="text-muted" />
          {t('versions.draft')}
        </span>
        <span className="text-muted text-xs">{t('versions.draftText')}</span>
      </button>
    </li>
  )
}

export interface VersionRowProps {
  version: VersionView
  isShown: boolean
  canEdit: boolean
  onShow: () => void
  onCompareWithDraft: () => void
  onRestore: () => void
  onFork: () => void
  onExport: () => void
}

export function VersionRow(props: VersionRowProps) {
  const { version, isShown, onShow } = props
  const { number, note, author, createdAt, changes } = version
  return (
    <li className={cn('relative', isShown && 'bg-accent-soft/50')}>
      <button
        type="button"
        aria-current={isShown}
        onClick={onShow}
        className="w-full px-4 py-3 text-left hover:bg-hover"
      >
        <span className="flex flex-wrap items-center gap-1.5 pr-9">
          <span className="font-medium text-sm">{t('versions.version', { number })}</span>
          <VersionBadges version={version} />
        </span>
        {note ? <span className="mt-0.5 line-clamp-3 break-words text-sm">{note}</span> : null}
        <span className="mt-0.5 block break-words text-muted text-xs">{describeChanges(changes)}</span>
        <span className="block text-faint text-xs" title={formatDateTime(createdAt)}>
          {t('versions.byWhen', { author, when: formatRelative(createdAt) })}
        </span>
      </button>
      <VersionMenu {...props} />
    </li>
  )
}

function VersionMenu({ version, canEdit, onShow, onCompareWithDraft, onRestore, onFork, onExport }: VersionRowProps) {
  return (
    <MoreMenu label={t('versions.actionsOf', { number: version.number })} className="absolute top-2 right-2">
      <DropdownMenuItem icon="scan" onSelect={onShow}>
        {t('versions.compareWithLast')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="columns" onSelect={onCompareWithDraft}>
        {t('versions.compareWithDraft')}
      </DropdownMenuItem>
      {canEdit ? (
        <>
          <DropdownMenuItem icon="undo" onSelect={onRestore}>
            {t('versions.restore')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="git-branch" onSelect={onFork}>
            {t('versions.fork')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="download" onSelect={onExport}>
            {t('appFile.export')}
          </DropdownMenuItem>
        </>
      ) : null}
    </MoreMenu>
  )
}
