'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { ListStates } from '@/components/ui/list-states'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { addExample, listExamples } from '@/lib/contracts/dataset-examples'
import { type DatasetView, listDatasets } from '@/lib/contracts/datasets'
import type { ExampleData } from '@/lib/contracts/example-data'

export interface ExampleTurn {
  role: 'user' | 'assistant'
  content: string
}

export interface AddExampleDialogProps {
  /** The messages before this one, for data sets of conversations. */
  before: readonly ExampleTurn[]
  question: string
  answer: string
  onClose: () => void
}

/** Copies a message and its answer into a data set; the answer can be corrected first. */
export function AddExampleDialog(props: AddExampleDialogProps) {
  const datasets = useContractQuery(listDatasets)
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent title={t('appHome.addExample')} description={t('appHome.addExampleText')}>
        <ListStates
          query={datasets}
          items={datasets.data?.datasets}
          empty={
            <EmptyState
              compact
              icon="database"
              title={t('appHome.noDatasets')}
              text={t('appHome.noDatasetsText')}
              action={
                <Button asChild>
                  <Link href="/data?new=dataset">{t('shell.newDataset')}</Link>
                </Button>
              }
            />
          }
        >
          {(all) => <Form {...props} datasets={all} />}
        </ListStates>
      </DialogContent>
    </Dialog>
  )
}

function Form({
  before,
  question,
  answer,
  datasets,
  onClose,
}: AddExampleDialogProps & { datasets: readonly DatasetView[] }) {
  const router = useRouter()
  const [datasetId, setDatasetId] = useState(datasets[0]?.id ?? '')
  const [questionText, setQuestionText] = useState(question)
  const [wanted, setWanted] = useState(answer)
  const dataset = datasets.find(({ id }) => id === datasetId)
  const add = useContractMutation(addExample, {
    invalidates: [listExamples, listDatasets],
    onSuccess: () => {
      toast.success(t('appHome.exampleAdded', { name: dataset?.name ?? '' }), {
        action: { label: t('appHome.openDataset'), onClick: () => router.push(`/data/${datasetId}`) },
      })
      onClose()
    },
  })
  if (!dataset) return null
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate({ params: { datasetId }, body: { data: exampleOf(dataset.kind, before, questionText, wanted) } })
      }}
    >
      <Field label={t('appHome.dataset')}>
        {(control) => (
          <Select
            {...control}
            value={datasetId}
            onValueChange={setDatasetId}
            options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Field>
      <Field label={t('appHome.question')}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            value={questionText}
            onChange={(event) => setQuestionText(event.target.value)}
          />
        )}
      </Field>
      <Field label={t(dataset.kind === 'classification' ? 'appHome.label' : 'appHome.expectedAnswer')}>
        {(control) => (
          <Textarea {...control} rows={6} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        )}
      </Field>
      <FormError error={add.error} />
      <Button type="submit" variant="primary" busy={add.isPending} className="self-end">
        {t('appHome.addExample')}
      </Button>
    </form>
  )
}

function exampleOf(
  kind: DatasetView['kind'],
  before: readonly ExampleTurn[],
  question: string,
  answer: string,
): ExampleData {
  if (kind === 'qa') return { question, answer }
  if (kind === 'case') return { inputs: { message: question }, expected: answer }
  if (kind === 'classification') return { text: question, label: answer }
  return { messages: [...before, { role: 'user', content: question }, { role: 'assistant', content: answer }] }
}
