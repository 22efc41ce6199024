'use client'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { GapsView } from './questions/gaps-view'
import { QuestionsView } from './questions/questions-view'
import { CompareView } from './runs/compare-view'

const VIEWS = [
  { value: 'questions', label: 'lab.questions', icon: 'list' },
  { value: 'compare', label: 'lab.compare', icon: 'chart-column' },
  { value: 'gaps', label: 'lab.gaps', icon: 'circle-help' },
] as const
type View = (typeof VIEWS)[number]['value']

export interface LabPanelProps {
  knowledgeBaseId: string
  /** Opens the search test for a question. */
  onTry: (question: string) => void
}

/** Measures retrieval quality with questions whose answers are known. */
export function LabPanel({ knowledgeBaseId, onTry }: LabPanelProps) {
  const [shown, setShown] = useUrlState('lab')
  const view: View = VIEWS.find(({ value }) => value === shown)?.value ?? 'questions'
  const show = (next: View) => setShown(next === 'questions' ? '' : next)
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <SegmentedControl
        className="self-start"
        label={t('lab.tab')}
        value={view}
        onValueChange={show}
        options={VIEWS.map((option) => ({ ...option, label: t(option.label) }))}
      />
      {view === 'questions' ? <QuestionsView knowledgeBaseId={knowledgeBaseId} /> : null}
      {view === 'compare' ? (
        <CompareView knowledgeBaseId={knowledgeBaseId} onQuestions={() => show('questions')} />
      ) : null}
      {view === 'gaps' ? <GapsView knowledgeBaseId={knowledgeBaseId} onTry={onTry} /> : null}
    </div>
  )
}
