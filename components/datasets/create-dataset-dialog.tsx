'use client'
import { useRouter } from 'next/navigation'
import { RadioGroup } from 'radix-ui'
import { FormDialog } from '@/components/ui/form-dialog'
import { Icon } from '@/components/ui/icon'
import { NameFields } from '@/components/ui/name-fields'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createDataset, listDatasets } from '@/lib/contracts/datasets'
import { DatasetKind } from '@/lib/contracts/example-data'
import { KIND_LABELS } from './kind-labels'

export function CreateDatasetDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const form = useContractForm(createDataset, {
    initial: { name: '', description: '', kind: 'qa' },
    invalidates: [listDatasets],
    onSuccess: (dataset) => router.push(`/data/${dataset.id}`),
  })
  return (
    <FormDialog
      {...form}
      title={t('datasets.create')}
      description={t('datasets.createText')}
      submitLabel={t('common.create')}
      onClose={onClose}
    >
      <NameFields
        form={form}
        namePlaceholder={t('datasets.namePlaceholder')}
        descriptionLabel={t('datasets.description')}
      />
      <KindField value={form.values.kind} onChange={(kind) => form.set({ kind })} />
    </FormDialog>
  )
}

function KindField({ value, onChange }: { value: DatasetKind; onChange: (kind: DatasetKind) => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium text-sm">{t('datasets.kind')}</span>
      <RadioGroup.Root
        aria-label={t('datasets.kind')}
        value={value}
        onValueChange={(next) => {
          const kind = DatasetKind.safeParse(next)
          if (kind.success) onChange(kind.data)
        }}
        className="grid gap-2 sm:grid-cols-2"
      >
        {(['qa', 'chat', 'classification', 'case'] as const).map((kind) => (
          <RadioGroup.Item
            key={kind}
            value={kind}
            className="flex flex-col items-start gap-1 rounded-lg border border-line-strong p-3 text-left transition-colors hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
          >
            <Icon name={KIND_LABELS[kind].icon} size={16} className="text-muted" />
            <span className="font-medium text-sm">{t(KIND_LABELS[kind].label)}</span>
            <span className="text-muted text-xs">{t(KIND_LABELS[kind].hint)}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  )
}
