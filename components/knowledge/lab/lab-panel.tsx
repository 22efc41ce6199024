'use client'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import { useUrlState } from '@/lib/client/use-url-state'
import { CompareView } from './compare-view'
import { QuestionsView } from './questions-view'

const VIEWS = [
  { value: 'questions', label: t('lab.questions'), icon: 'list' },
  { value: 'compare', label: t('lab.compare'), icon: 'chart-column' },
] as const
type View = (typeof VIEWS)[number]['value']

/** Measures how well the documents are found, with questions whose answers are known. */
export function LabPanel({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const [shown, setShown] = useUrlState('lab')
  const view: View = VIEWS.find(({ value }) => value === shown)?.value ?? 'questions'
  const show = (next: View) => setShown(next === 'questions' ? '' : next)
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <SegmentedControl className="self-start" label={t('lab.tab')} value={view} onValueChange={show} options={VIEWS} />
      {view === 'questions' ? (
        <QuestionsView knowledgeBaseId={knowledgeBaseId} />
      ) : (
        <CompareView knowledgeBaseId={knowledgeBaseId} onQuestions={() => show('questions')} />
      )}
    </div>
  )
}
