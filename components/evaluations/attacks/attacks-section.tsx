'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { Select } from '@/components/ui/select'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type AttackCampaignView, listAttacks } from '@/lib/contracts/attacks'

const startDialog = makePart(() => import('./start-attacks-dialog').then((module) => module.StartAttacksDialog))
const report = makePart(() => import('./attack-report').then((module) => module.AttackReportCard))

/** Attacks on an app with their report. */
export function AttacksSection({ appId }: { appId: string }) {
  const campaigns = useContractQuery(listAttacks, { params: { appId } }).data?.campaigns
  const canEdit = useHasRole('editor')
  const [isOpen, setOpen] = useState(false)
  const [selected, setSelected] = useState('')
  if (!campaigns) return null
  const shown = campaigns.find(({ id }) => id === selected) ?? campaigns[0]
  return (
    <section className="mt-8 flex flex-col gap-3" aria-labelledby="attacks-title">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="attacks-title" className="font-semibold text-base">
            {t('attacks.title')}
          </h2>
          <p className="max-w-3xl text-muted text-sm">{t('attacks.titleHint')}</p>
        </div>
        {canEdit ? (
          <Button icon="shield" onClick={() => setOpen(true)}>
            {t('attacks.start')}
          </Button>
        ) : null}
      </div>
      {campaigns.length > 1 && shown ? (
        <Select
          className="w-full sm:w-80"
          aria-label={t('attacks.history')}
          value={shown.id}
          onValueChange={setSelected}
          options={campaigns.map((campaign) => ({
            value: campaign.id,
            label: nameOf(campaign),
            description: formatRelative(campaign.createdAt),
          }))}
        />
      ) : null}
      {shown ? <LazyPart key={shown.id} part={report} props={{ campaignId: shown.id, canEdit }} /> : null}
      {isOpen ? (
        <LazyPart part={startDialog} props={{ appId, onStarted: setSelected, onClose: () => setOpen(false) }} />
      ) : null}
    </section>
  )
}

const nameOf = ({ versionNumber, total }: AttackCampaignView): string =>
  t('attacks.campaign', {
    of: versionNumber === null ? t('evaluations.draft') : t('evaluations.version', { number: versionNumber }),
    count: total,
  })
