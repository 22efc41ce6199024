'use client'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import type { Draft, ReadFile } from './use-imports'

/** Progress of each file. A file that cannot be read does not stop the others. */
export function FileList({ files, drafts }: { files: readonly ReadFile[]; drafts: readonly Draft[] }) {
  if (files.length === 0) return null
  return (
    <ul aria-live="polite" className="divide-y rounded-lg border bg-surface">
      {files.map(({ id, name, state, problem }) => (
        <li key={id} className="flex items-start gap-2.5 px-4 py-2.5 text-sm">
          <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
            {state === 'reading' ? <Spinner /> : null}
            {state === 'read' ? <Icon name="circle-check" size={15} className="text-success" /> : null}
            {state === 'failed' ? <Icon name="circle-x" size={15} className="text-danger" /> : null}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{name}</span>
            {problem ? <span className="block break-words text-danger text-xs">{problem}</span> : null}
          </span>
          <span className="shrink-0 text-muted text-xs leading-5">
            {state === 'reading' ? t('moveIn.reading') : null}
            {state === 'read'
              ? t('moveIn.appsFound', { count: drafts.filter(({ fileName }) => fileName === name).length })
              : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
