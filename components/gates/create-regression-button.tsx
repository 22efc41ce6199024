'use client'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { checkGate } from '@/lib/contracts/gates'
import { countRegressions, createRegressionTest } from '@/lib/contracts/regressions'

export interface CreateRegressionButtonProps {
  runId: string
  /** Icon only, for narrow layouts. */
  compact?: boolean
}

const TEXTS = { added: 'gates.testAdded', pending: 'gates.testPending', exists: 'gates.testExists' } as const

/** Adds the run to the regression tests of its app. For editors. */
export function CreateRegressionButton({ runId, compact = false }: CreateRegressionButtonProps) {
  const router = useRouter()
  const canEdit = useHasRole('editor')
  const create = useContractMutation(createRegressionTest, {
    invalidates: [countRegressions, checkGate],
    onSuccess: ({ status, datasetId }) =>
      toast.success(t(TEXTS[status]), {
        action: { label: t('gates.openTests'), onClick: () => router.push(`/data/${datasetId}`) },
      }),
  })
  if (!canEdit) return null
  const props = {
    icon: 'circle-check',
    busy: create.isPending,
    onClick: () => create.mutate({ params: { runId } }),
  } as const
  if (compact) return <IconButton size="sm" label={t('gates.createTest')} {...props} />
  return <Button {...props}>{t('gates.createTest')}</Button>
}
