'use client'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { t } from '@/lib/client/messages/t'
import type { RunFile } from './run-file-store'

/** Files of the next run with progress, errors and a remove button. */
export function RunFileList({ files, onRemove }: { files: readonly RunFile[]; onRemove: (key: string) => void }) {
  if (files.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t('runPanel.files')}>
      {files.map(({ key, name, share, sent, error }) => (
        <li
          key={key}
          className="flex min-h-9 max-w-full items-center gap-2 rounded-lg border bg-surface py-1 pr-1 pl-2.5 text-sm"
        >
          <Icon
            name={error ? 'alert-triangle' : 'file-text'}
            size={14}
            className={error ? 'text-danger' : 'text-muted'}
          />
          <span className="min-w-0">
            <bdi className="block max-w-48 truncate" title={name}>
              {name}
            </bdi>
            {error ? (
              <span role="alert" className="block text-danger text-xs">
                {error}
              </span>
            ) : null}
            {sent?.pages ? (
              <span className="block text-faint text-xs">{t('runPanel.filePages', { count: sent.pages })}</span>
            ) : null}
            {sent === null && error === null ? (
              <Progress value={share} label={t('runPanel.fileSending', { name })} className="mt-1 w-28" />
            ) : null}
          </span>
          <IconButton
            icon="x"
            size="sm"
            tooltip={false}
            label={t('runPanel.fileRemove', { name })}
            onClick={() => onRemove(key)}
          />
        </li>
      ))}
    </ul>
  )
}
