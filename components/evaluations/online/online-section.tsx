'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listOnlineRules } from '@/lib/contracts/online-rules'

const ruleDialog = makePart(() => import('./online-rule-dialog').then((module) => module.OnlineRuleDialog))
const ruleCard = makePart(() => import('./online-rule-card').then((module) => module.OnlineRuleCard))

/** Scores of live runs, with the rules that request them. */
export function OnlineSection({ appId }: { appId: string }) {
  const rules = useContractQuery(listOnlineRules, { params: { appId } }).data?.rules
  const canEdit = useHasRole('editor')
  const [isOpen, setOpen] = useState(false)
  if (!rules) return null
  return (
    <section className="mt-8 flex flex-col gap-3" aria-labelledby="online-title">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="online-title" className="font-semibold text-base">
            {t('onlineScoring.title')}
          </h2>
          <p className="max-w-3xl text-muted text-sm">{t('onlineScoring.titleHint')}</p>
        </div>
        {canEdit ? (
          <Button icon="plus" onClick={() => setOpen(true)}>
            {t('onlineScoring.create')}
          </Button>
        ) : null}
      </div>
      {rules.map((rule) => (
        <LazyPart key={rule.id} part={ruleCard} props={{ rule, canEdit }} />
      ))}
      {isOpen ? <LazyPart part={ruleDialog} props={{ appId, rule: null, onClose: () => setOpen(false) }} /> : null}
    </section>
  )
}
