'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import {
  ATTACK_SIZES,
  type AttackPoint,
  type AttackSize,
  listAttackPoints,
  listAttacks,
  startAttacks,
} from '@/lib/contracts/attacks'
import { listVersions } from '@/lib/contracts/versions'

interface StartAttacksDialogProps {
  appId: string
  onStarted: (campaignId: string) => void
  onClose: () => void
}

const DRAFT = 'draft'
const SIZES = Object.keys(ATTACK_SIZES) as AttackSize[]

export function StartAttacksDialog({ appId, onStarted, onClose }: StartAttacksDialogProps) {
  const form = useContractForm(startAttacks, {
    initial: { size: 'standard' as AttackSize, budgetMicros: null },
    params: { appId },
    invalidates: [listAttacks],
    onSuccess: ({ id }) => {
      onStarted(id)
      onClose()
    },
  })
  const points = useContractQuery(listAttackPoints, { params: { appId } }).data?.points ?? []
  const versions = useContractQuery(listVersions, { params: { appId } }).data?.versions ?? []
  const size = form.values.size ?? 'standard'
  return (
    <FormDialog
      {...form}
      title={t('attacks.start')}
      description={t('attacks.dialogText')}
      submitLabel={t('attacks.start')}
      submitIcon="shield"
      canSubmit={points.length > 0}
      onClose={onClose}
    >
      <Field label={t('attacks.target')}>
        {(control) => (
          <Select
            {...control}
            value={form.values.versionId ?? DRAFT}
            onValueChange={(value) => form.set({ versionId: value === DRAFT ? undefined : value })}
            options={[
              { value: DRAFT, label: t('evaluations.draft') },
              ...versions.map(({ id, number }) => ({ value: id, label: t('evaluations.version', { number }) })),
            ]}
          />
        )}
      </Field>
      <div className="flex flex-col gap-2">
        <SegmentedControl
          className="self-start"
          label={t('attacks.size')}
          value={size}
          onValueChange={(next) => form.set({ size: next })}
          options={SIZES.map((value) => ({ value, label: t(`attacks.size-${value}`) }))}
        />
        <p className="text-muted text-xs">
          {t('attacks.sizeHint', { count: ATTACK_SIZES[size], points: points.length })}
        </p>
      </div>
      <div className="flex flex-col gap-1">
        <p className="font-medium text-sm">{t('attacks.points')}</p>
        {points.length === 0 ? <p className="text-muted text-sm">{t('attacks.noPoints')}</p> : null}
        <ul className="list-disc pl-5 text-sm">
          {points.map((point) => (
            <li key={point.nodeId ?? ''}>{pointText(point)}</li>
          ))}
        </ul>
      </div>
    </FormDialog>
  )
}

/** Where an attack enters, and what it can reach. */
export function pointText({ nodeId, label, sinkLabel }: AttackPoint): string {
  if (nodeId === null) return t('attacks.messagePoint')
  return sinkLabel === null ? t('attacks.textPoint', { label }) : t('attacks.sinkPoint', { label, sink: sinkLabel })
}
