'use client'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { BodyInputOf, ResponseOf } from '@/lib/contracts/contract'
import { testSource } from '@/lib/contracts/knowledge-sources'
import type { AppError } from '@/lib/core/app-error'

export interface SourceTestProps {
  knowledgeBaseId: string
  body: BodyInputOf<typeof testSource>
  onError: (error: AppError | null) => void
}

/** Shows the first items of a source before it is added. */
export function SourceTest({ knowledgeBaseId, body, onError }: SourceTestProps) {
  const test = useContractMutation(testSource, { onError })
  function run() {
    onError(null)
    test.mutate({ params: { knowledgeBaseId }, body })
  }
  const section = useRef<HTMLElement>(null)
  // The test is at the end of a long form, so the result is scrolled into view.
  useEffect(() => {
    if (test.data) section.current?.scrollIntoView({ block: 'nearest' })
  }, [test.data])
  return (
    <section ref={section} className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-2" aria-live="polite">
      <Button size="sm" icon="play" className="self-start" busy={test.isPending} onClick={run}>
        {t('sources.test')}
      </Button>
      {test.data ? <Found result={test.data} /> : null}
    </section>
  )
}

function Found({ result }: { result: ResponseOf<typeof testSource> }) {
  return (
    <>
      {result.problem ? (
        <p className="flex items-start gap-2 break-words text-danger text-sm">
          <Icon name="alert-triangle" size={15} className="mt-0.5 shrink-0" />
          {localizeStored(result.problem, result.problemRef)}
        </p>
      ) : null}
      {result.items.length === 0 && !result.problem ? <p className="text-sm">{t('sources.testEmpty')}</p> : null}
      {result.items.length > 0 && !result.problem ? (
        <div className="text-sm">
          <p className="text-muted text-xs">{t('sources.testFound')}</p>
          <ul>
            {result.items.map((item) => (
              <li key={`${item.url} ${item.name}`} className="truncate" title={item.url ?? item.name}>
                {item.url ?? item.name}
              </li>
            ))}
          </ul>
          {result.hasMore ? <p className="text-muted">{t('sources.testMore')}</p> : null}
        </div>
      ) : null}
    </>
  )
}
