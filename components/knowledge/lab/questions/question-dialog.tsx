'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  addLabQuestion,
  LabQuestionValues,
  type LabQuestionView,
  listLabQuestions,
  updateLabQuestion,
} from '@/lib/contracts/retrieval-lab'
import { MAX_EXPECTED } from '@/lib/core/knowledge/lab-question'
import { PassagePicker } from './passage-picker'
import { type QuestionContext, QuestionContextFields, questionContextOf, toQuestionContext } from './question-fields'

export interface QuestionDialogProps {
  knowledgeBaseId: string
  /** Null for a new question. */
  question: LabQuestionView | null
  /** Defaults of a new question. */
  proposed?: Partial<LabQuestionValues> & { runId?: string }
  onClose: () => void
}

/** Edits a question: its text, the expected passages, and how it is searched. */
export function QuestionDialog({ knowledgeBaseId, question, proposed, onClose }: QuestionDialogProps) {
  const first = question ?? proposed
  const [text, setText] = useState(first?.question ?? '')
  const [answer, setAnswer] = useState(first?.answer ?? '')
  const [expected, setExpected] = useState(first?.expected ?? [])
  const [context, setContext] = useState<QuestionContext>(
    toQuestionContext(first?.viewer ?? null, first?.filters ?? []),
  )
  const settings = {
    invalidates: [listLabQuestions],
    onSuccess: () => {
      toast.success(t('lab.saved'))
      onClose()
    },
    onError: () => undefined,
  }
  const add = useContractMutation(addLabQuestion, settings)
  const update = useContractMutation(updateLabQuestion, settings)
  const body = { question: text, answer, expected: expected.slice(0, MAX_EXPECTED), ...questionContextOf(context) }
  const isValid = LabQuestionValues.safeParse(body).success
  function save() {
    if (question) update.mutate({ params: { knowledgeBaseId, labQuestionId: question.id }, body })
    else add.mutate({ params: { knowledgeBaseId }, body: { ...body, runId: proposed?.runId ?? null } })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={question ? t('lab.changeQuestion') : t('lab.addTitle')}
        size="lg"
        footer={
          <Button variant="primary" busy={add.isPending || update.isPending} disabled={!isValid} onClick={save}>
            {t('lab.save')}
          </Button>
        }
      >
        <div className="flex flex-col gap-5">
          <Field label={t('lab.question')} required>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={2_000}
                value={text}
                placeholder={t('lab.questionPlaceholder')}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="font-medium text-ink text-sm">{t('lab.expected')}</legend>
            <p className="text-muted text-xs">{t('lab.expectedHint')}</p>
            <PassagePicker
              knowledgeBaseId={knowledgeBaseId}
              question={text}
              expected={expected}
              onChange={setExpected}
            />
          </fieldset>
          <Field label={t('lab.answer')} hint={t('lab.answerHint')}>
            {(control) => (
              <Input
                {...control}
                maxLength={2_000}
                value={answer}
                placeholder={t('lab.answerPlaceholder')}
                onChange={(event) => setAnswer(event.target.value)}
              />
            )}
          </Field>
          <Disclosure label={t('lab.useQuestion')}>
            <QuestionContextFields value={context} onChange={setContext} />
          </Disclosure>
          <FormError error={add.error ?? update.error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
