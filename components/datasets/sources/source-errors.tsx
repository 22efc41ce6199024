'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { SourceReport } from '@/lib/contracts/dataset-sources'

/** The rejected rows by line, on demand. */
export function SourceErrors({ report }: { report: SourceReport }) {
  const [isOpen, setOpen] = useState(false)
  if (report.errors.length === 0) return null
  return (
    <div className="mt-1">
      <Button variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t('datasets.hideRejected') : t('datasets.showRejected')}
      </Button>
      {isOpen ? (
        <ul className="mt-1 max-h-56 overflow-y-auto rounded-md bg-warning-soft px-3 py-2 text-warning text-xs">
          {report.errors.map(({ line, reason, reasonRef }) => (
            <li key={`${line} ${reason}`}>
              {t('datasets.lineReason', { line, reason: localizeStored(reason, reasonRef) })}
            </li>
          ))}
          {report.refused > report.errors.length ? (
            <li>{t('datasets.moreRefused', { count: report.refused - report.errors.length })}</li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}
