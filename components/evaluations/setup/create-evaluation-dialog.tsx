'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { listDatasets } from '@/lib/contracts/datasets'
import {
  createEvaluation,
  type EvaluationView,
  listEvaluations,
  quickEvaluation,
  suggestScorers,
} from '@/lib/contracts/evaluations'
import { MIN_PAIRS } from '@/lib/core/statistics/sample-size'
import { FileFields } from './file/file-fields'
import { useFileImport } from './file/use-file-import'
import { readQuestions } from './read-questions'

type Source = 'questions' | 'runs' | 'dataset' | 'file'

/** Selects the app and its cases. The server suggests the scorers. */
export function CreateEvaluationDialog({ appId: presetAppId, onClose }: { appId?: string; onClose: () => void }) {
  const router = useRouter()
  const apps = useContractQuery(listApps)
  const [selectedApp, setApp] = useState(presetAppId ?? '')
  const appId = selectedApp || (apps.data?.apps[0]?.id ?? '')
  const [source, setSource] = useState<Source>('questions')
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [datasetId, setDataset] = useState('')
  const onSuccess = ({ id }: EvaluationView) => router.push(`/evaluations/${id}`)
  const quick = useContractMutation(quickEvaluation, { invalidates: [listEvaluations], onSuccess })
  const create = useContractMutation(createEvaluation, { invalidates: [listEvaluations], onSuccess })
  const suggestions = useContractQuery(suggestScorers, {
    params: { appId },
    query: { datasetId },
    enabled: source === 'dataset' && appId !== '' && datasetId !== '',
  })
  const file = useFileImport(appId, onSuccess)
  const questions = readQuestions(text)
  const scorers = suggestions.data?.scorers ?? []
  const title = name.trim() || t('evaluations.namePlaceholder')
  const isReady = { questions: questions.length > 0, runs: true, dataset: scorers.length > 0, file: file.canImport }[
    source
  ]

  function submit(event: FormEvent) {
    event.preventDefault()
    const params = { appId }
    if (source === 'questions') quick.mutate({ params, body: { from: 'questions', name: title, questions } })
    else if (source === 'runs') quick.mutate({ params, body: { from: 'runs', name: title } })
    else if (source === 'file') void file.importFile(name.trim())
    else create.mutate({ params, body: { name: title, datasetId, scorers } })
  }
  return (
    <FormDialog
      title={t('evaluations.create')}
      description={t('evaluations.createText')}
      submitLabel={t('common.create')}
      canSubmit={appId !== '' && isReady}
      busy={quick.isPending || create.isPending || file.isImporting}
      error={quick.error ?? create.error ?? (source === 'file' ? file.error : null)}
      {...(source === 'file' ? { size: 'lg' as const } : {})}
      onSubmit={submit}
      onClose={onClose}
    >
      {presetAppId === undefined ? (
        <Field label={t('evaluations.app')} hint={apps.data?.apps.length === 0 ? t('evaluations.noApps') : undefined}>
          {(control) => (
            <Select
              {...control}
              value={appId}
              onValueChange={setApp}
              options={(apps.data?.apps ?? []).map((app) => ({ value: app.id, label: app.name }))}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('evaluations.name')}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={120}
            placeholder={(source === 'file' && file.preview?.name) || t('evaluations.namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <SegmentedControl
        label={t('evaluations.source')}
        value={source}
        onValueChange={setSource}
        options={[
          { value: 'questions', label: t('evaluations.fromQuestions') },
          { value: 'runs', label: t('evaluations.fromRuns') },
          { value: 'dataset', label: t('evaluations.fromDataset') },
          { value: 'file', label: t('evaluations.fromFile') },
        ]}
      />
      {source === 'questions' ? <QuestionsField value={text} onChange={setText} count={questions.length} /> : null}
      {source === 'runs' ? <p className="text-muted text-sm">{t('evaluations.fromRunsText')}</p> : null}
      {source === 'dataset' ? <DatasetField value={datasetId} onChange={setDataset} /> : null}
      {source === 'file' ? <FileFields state={file} isReady={appId !== ''} /> : null}
    </FormDialog>
  )
}

function QuestionsField(props: { value: string; onChange: (text: string) => void; count: number }) {
  return (
    <>
      <Field label={t('evaluations.questions')} hint={t('evaluations.questionsHint')}>
        {(control) => (
          <Textarea
            {...control}
            rows={8}
            className="max-h-64"
            value={props.value}
            placeholder={t('evaluations.questionsPlaceholder')}
            onChange={(event) => props.onChange(event.target.value)}
          />
        )}
      </Field>
      {props.count > 0 ? (
        <p className="text-muted text-xs" aria-live="polite">
          {joinSentences(
            t('evaluations.caseCountSentence', { count: props.count }),
            props.count < MIN_PAIRS && t('evaluations.tooFewCases', { count: MIN_PAIRS }),
          )}
        </p>
      ) : null}
    </>
  )
}

function DatasetField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const datasets = useContractQuery(listDatasets)
  const all = datasets.data?.datasets ?? []
  const cases = all.find(({ id }) => id === value)?.approvedCount ?? MIN_PAIRS
  return (
    <Field
      label={t('evaluations.dataset')}
      hint={
        datasets.data && all.length === 0
          ? t('evaluations.noDatasets')
          : cases < MIN_PAIRS
            ? t('evaluations.tooFewCases', { count: MIN_PAIRS })
            : undefined
      }
    >
      {(control) => (
        <Select
          {...control}
          value={value}
          onValueChange={onChange}
          options={all.map(({ id, name, approvedCount }) => ({
            value: id,
            label: name,
            description: t('evaluations.caseCount', { count: approvedCount }),
          }))}
        />
      )}
    </Field>
  )
}
