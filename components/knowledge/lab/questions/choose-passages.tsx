'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listLabQuestions } from '@/lib/contracts/retrieval-lab'
import { QuestionDialog } from './question-dialog'

export interface ChoosePassagesProps {
  knowledgeBaseId: string
  question: { id: string; text: string }
  onDone: () => void
}

/** Opens a question that only has an answer text, so that its passages can be selected. */
export function ChoosePassages({ knowledgeBaseId, question, onDone }: ChoosePassagesProps) {
  const [isOpen, setOpen] = useState(false)
  const found = useContractQuery(listLabQuestions, {
    params: { knowledgeBaseId },
    query: { search: question.text.slice(0, 200) },
    enabled: isOpen,
  })
  const view = found.data?.questions.find(({ id }) => id === question.id)
  return (
    <>
      <Button
        size="sm"
        icon="list"
        className="self-start"
        busy={isOpen && found.isFetching}
        onClick={() => setOpen(true)}
      >
        {t('lab.choosePassages')}
      </Button>
      <FormError error={found.error} />
      {isOpen && found.data && !view ? (
        <p role="status" className="text-muted text-sm">
          {t('lab.questionGone')}
        </p>
      ) : null}
      {isOpen && view ? (
        <QuestionDialog
          knowledgeBaseId={knowledgeBaseId}
          question={view}
          onClose={() => {
            setOpen(false)
            onDone()
          }}
        />
      ) : null}
    </>
  )
}
