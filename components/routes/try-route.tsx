'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Textarea } from '@/components/ui/textarea'
import { formatCost, formatDuration } from '@/lib/client/format/format'
import { call } from '@/lib/client/http/request'
import { languageName } from '@/lib/client/messages/intl'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { type RoutePolicy, tryRoute } from '@/lib/contracts/routes'
import { useModelNames } from './use-model-names'

/** Shows which models a question would use, in which order and why, before the route is saved. */
export function TryRoute({ policy }: { policy: RoutePolicy | null }) {
  const { nameOf } = useModelNames(policy?.ability ?? 'chat')
  const [text, setText] = useState('')
  const request = useDeferredValue(text)
  const plan = useQuery({
    queryKey: [tryRoute.name, policy, request],
    queryFn: ({ signal }) => call(tryRoute, { body: { policy: policy ?? never(), text: request }, signal }),
    enabled: policy !== null,
    placeholderData: keepPreviousData,
  })
  return (
    <section className="flex h-fit flex-col gap-3 rounded-lg border bg-sunken/50 p-4">
      <div>
        <h3 className="font-medium text-sm">{t('routes.tryTitle')}</h3>
        <p className="text-muted text-xs">{t('routes.tryHint')}</p>
      </div>
      <Textarea
        rows={3}
        value={text}
        aria-label={t('routes.tryText')}
        placeholder={t('routes.tryText')}
        onChange={(event) => setText(event.target.value)}
      />
      {plan.error ? <p className="text-danger text-xs">{plan.error.message}</p> : null}
      {policy && plan.data ? (
        <>
          {request.trim() === '' ? null : (
            <p className="text-muted text-xs">{factsOf(plan.data.tokens, plan.data.language)}</p>
          )}
          <ol className="flex flex-col gap-2">
            {plan.data.targets.map(({ target, costMicros, firstTokenMs, restsForSeconds }, index) => (
              <li key={`${target.connection}/${target.model}`} className="text-xs">
                <p className={index === 0 ? 'font-medium text-sm' : 'text-muted'}>
                  {index + 1}. {nameOf(target)}
                </p>
                <p className="text-muted tabular-nums">
                  {costMicros === null ? t('routes.noPrice') : `≤ ${formatCost(costMicros)}`}
                  {' · '}
                  {firstTokenMs === null ? t('routes.unmeasured') : formatDuration(firstTokenMs)}
                  {restsForSeconds > 0 ? ` · ${t('routes.paused', { seconds: restsForSeconds })}` : ''}
                </p>
              </li>
            ))}
          </ol>
          <p className="text-muted text-xs first-letter:uppercase">
            {localizeStored(plan.data.reason, plan.data.reasonRef)}
          </p>
        </>
      ) : null}
    </section>
  )
}

function factsOf(tokens: number, language: string): string {
  if (language === 'und') return t('routes.tryFactsNoLanguage', { tokens })
  return t('routes.tryFacts', { tokens, language: languageName(language) })
}

/** Unreachable: the query is disabled without a policy. */
function never(): RoutePolicy {
  throw new Error('There is no route to try.')
}
