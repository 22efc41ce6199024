'use client'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listLabQuestions } from '@/lib/contracts/retrieval-lab'
import { addQuestionOfRun } from '@/lib/contracts/retrieval-lab-chat'

export interface AddToLabButtonProps {
  runId: string
  /** Icon only, for narrow layouts. */
  compact?: boolean
}

/** Adds the question of a run to the retrieval lab with the cited passages as expected ones. For editors. */
export function AddToLabButton({ runId, compact = false }: AddToLabButtonProps) {
  const router = useRouter()
  const canEdit = useHasRole('editor')
  const add = useContractMutation(addQuestionOfRun, {
    invalidates: [listLabQuestions],
    onSuccess: ({ added }) => {
      const [first] = added
      if (!first) return
      const name = first.knowledgeBaseName
      const text =
        first.review === null
          ? t('lab.chatAlready', { name })
          : first.review === 'pending'
            ? t('lab.chatPending', { name })
            : t('lab.chatAdded', { name })
      toast.success(text, {
        action: {
          label: t('lab.chatOpen'),
          onClick: () => router.push(`/knowledge/${first.knowledgeBaseId}?tab=lab`),
        },
      })
    },
  })
  if (!canEdit) return null
  const onClick = () => add.mutate({ params: { runId } })
  if (compact)
    return <IconButton size="sm" icon="scale" label={t('lab.chatAdd')} busy={add.isPending} onClick={onClick} />
  return (
    <Button icon="scale" busy={add.isPending} onClick={onClick}>
      {t('lab.chatAdd')}
    </Button>
  )
}
